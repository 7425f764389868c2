using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tests.Golden.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Projections.Audits;
using Gradients.Projections.Tests.Simulation;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>
/// A golden family of rulebook 2026.10 whose cases are facts of a tournament: they are recorded by the real commands,
/// and what the ledger concludes is compared. A case that no tournament can come to is left out and counted.
/// </summary>
public abstract class RecordedFamily(string family, ITestOutputHelper output) : Family2026_10(family, output)
{
    protected const string Opponent = "chal", Other = "nobody-else";

    protected static string Stream => Streams.Tournament(Id);

    protected static PosedTask Task(Story story, string task) => Running(story).Round!.Find(task)!;

    protected static FinishedTournament Finished(Story story, TournamentType type) => story.State.History(type).Latest!;

    /// <summary>What was recorded recomputes from the export alone.</summary>
    protected void Audited(Story story)
    {
        var report = Simulated.Audited(story.Events);
        Assert.True(report.ExitCode(strict: false) == 0, $"{At}: {report.Divergence} {report.Unreadable}");
    }

    /// <summary>Everybody has entered, and one group of all is drawn.</summary>
    protected static Story Group(TournamentType type, IEnumerable<string> entrants, string? champion = null) =>
        new Story(Constants2026_10.RulebookId).Announce(Id, type, champion).Fill(Id, entrants)
            .Draw(Id, [.. entrants]);

    /// <summary>The opponent alone came through round one: the final between it and the boss is drawn.</summary>
    protected static Story Final(TournamentType type, string opponent = Opponent, string? champion = null)
    {
        if (type == TournamentType.Environment)
            return EnvironmentFinal(opponent, champion);
        return Group(type, [opponent], champion).Play(Id, "one", 0, Usual(type), (opponent, 1.0)).CloseRound(Id)
            .Draw(Id, [opponent, Boss]);
    }

    static Story EnvironmentFinal(string opponent, string? champion)
    {
        string[] entrants = [opponent, Other];
        return EnvironmentGroup.Entered(entrants, champion)
            .Draw(Id, [.. entrants, Boss])
            .Play(Id, "one", 0, TaskType.EnvironmentTask, (opponent, 1.0), (Other, 0.5), (Boss, 0.25))
            .CloseRound(Id).Draw(Id, [opponent, Boss]);
    }

    protected static TaskType Usual(TournamentType type) => type switch
    {
        TournamentType.Text => TaskType.InstructTextTask,
        TournamentType.Image => TaskType.ImageTask,
        _ => TaskType.EnvironmentTask,
    };

    /// <summary>A task with the golden rows, in their order; entrants that have none stand behind.</summary>
    protected static Story Posed(
        Story story, string task, TaskKind type, JsonElement rows, IEnumerable<string> members, int slot = 0)
    {
        string[] named = [.. rows.EnumerateArray().Select(row => row[0].GetString()!)];
        story.Pose(Id, task, slot, [.. named, .. members.Except(named)], (TaskType)type);
        foreach (var row in rows.EnumerateArray())
            if (Number(row[1]) is { } loss)
                story.Measure(Id, task, row[0].GetString()!, loss);
        return story;
    }

    /// <summary>Losses of single examples, where the type of task reads them and the model has a loss at all.</summary>
    protected static void Examples(Story story, string task, string hotkey, LossVector? vector)
    {
        var posed = Task(story, task);
        var isRead = Measure.IsPaired((TaskKind)posed.Posed.Type) && posed.Find(new(hotkey))?.Row.Loss is not null;
        if (vector is null || !isRead)
            return;
        story.Tell(Id, new ExampleLossesMeasured(vector.Fingerprint, 0, new(hotkey), vector.Losses, task));
    }

    /// <summary>Decides a task; a human lets it stand where most trainings failed.</summary>
    protected static Story Decided(Story story, string task)
    {
        if (Task(story, task).MostTrainingsFailed)
            story.Tell(Id, new FailuresApproved("golden", task));
        return story.Decide(Id, task);
    }

    protected static bool OnlyOpponent(JsonElement rows) =>
        rows.EnumerateArray().All(row => row[0].GetString() is var name && (name == Opponent || name == Boss));
}
