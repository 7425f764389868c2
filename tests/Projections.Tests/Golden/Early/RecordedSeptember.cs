using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Tests.Golden.Early;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Audits;
using Gradients.Projections.Tests.Simulation;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.Early;

/// <summary>
/// A golden family of rulebook 2025.09 whose cases are facts of a tournament: they are recorded by the real commands,
/// and what the ledger concludes is compared. A case that no tournament can come to is left out and counted.
/// </summary>
public abstract class RecordedSeptember(string family, ITestOutputHelper output) : EarlyFamily(family, output)
{
    protected static string Stream => Streams.Tournament(Id);

    protected static Story Adopted() => new(Constants2025_09.RulebookId);

    protected void Audited(Story story)
    {
        var report = Simulated.Audited(story.Events);
        Assert.True(report.ExitCode(strict: false) == 0, $"{At}: {report.Divergence} {report.Unreadable}");
    }

    protected static Story Entered(
        Story story, IEnumerable<string> entrants, TournamentType type, string? champion = null, string id = Id) =>
        story.Announce(id, type, champion).Fill(id, entrants);

    /// <summary>At least fifteen entrants make one group: those the case does not name train nothing.</summary>
    protected static string[] Filled(IEnumerable<string> entrants)
    {
        List<string> filled = [.. entrants];
        for (var i = filled.Count; i <= Constants2025_09.KnockoutMax; i++)
            filled.Add($"filler-{i}");
        return [.. filled];
    }

    protected static TournamentType Of(TaskType type) =>
        type == TaskType.ImageTask ? TournamentType.Image : TournamentType.Text;

    /// <summary>Rows [hotkey, test, synth, finetuned, reason] of a task, the other entrants behind them.</summary>
    protected static Story Posed(
        Story story, string task, TaskType type, JsonElement rows, IEnumerable<string> members, int slot = 0,
        string id = Id)
    {
        string[] named = [.. rows.EnumerateArray().Select(row => row[0].GetString()!)];
        story.Pose(id, task, slot, [.. named, .. members.Except(named)], type);
        foreach (var row in rows.EnumerateArray())
        {
            var hotkey = row[0].GetString()!;
            story.Measure(
                id, task, hotkey, Number(row[1]) ?? double.NaN, row[4].GetString(), isFinetune: Flag(row[3]));
            story.Tell(id, new SyntheticLossMeasured(new(hotkey), Number(row[2]) ?? double.NaN, task));
        }
        return story;
    }

    protected static string Sorted(JsonElement names) => string.Join(" ", Texts(names).Order(StringComparer.Ordinal));

    /// <summary>The opponent won the first pair: the final between it and the boss is drawn.</summary>
    protected static Story Final(Story story, string id, TournamentType type, string opponent, string? champion = null)
    {
        Entered(story, [opponent], type, champion, id);
        var task = type == TournamentType.Image ? TaskType.ImageTask : TaskType.DpoTask;
        story.Draw(id, [opponent, Boss]).Pose(id, $"{id}-one", 0, [opponent, Boss], task);
        Both(story, id, $"{id}-one", opponent, 1.0);
        Both(story, id, $"{id}-one", Boss, 2.0);
        return story.Decide(id, $"{id}-one").CloseRound(id).Draw(id, [opponent, Boss]);
    }

    /// <summary>A whole final that this hotkey wins against the boss, or loses.</summary>
    protected static Story Past(
        Story story, string id, TournamentType type, string opponent, bool defended, string? champion)
    {
        Final(story, id, type, opponent, champion);
        var task = type == TournamentType.Image ? TaskType.ImageTask : TaskType.DpoTask;
        story.Pose(id, $"{id}-final", 0, [opponent, Boss], task);
        Both(story, id, $"{id}-final", opponent, defended ? 2.0 : 0.5);
        Both(story, id, $"{id}-final", Boss, 1.0);
        return story.Decide(id, $"{id}-final").CloseRound(id).Complete(id);
    }

    static void Both(Story story, string id, string task, string hotkey, double loss) =>
        story.Measure(id, task, hotkey, loss).Tell(id, new SyntheticLossMeasured(new(hotkey), loss, task));
}
