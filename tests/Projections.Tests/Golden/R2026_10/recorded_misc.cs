using System.Text.Json;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Tasks of which most trainings failed wait for a human; the placeholder's win is the champion's.</summary>
public sealed class recorded_misc(ITestOutputHelper output) : RecordedFamily("misc", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        switch (given.GetProperty("what").GetString())
        {
            case "failure_gate":
                CheckGate(given, expected);
                break;
            case "real_winner":
                CheckWinner(given, expected);
                break;
            default:
                LeaveOut("a single step of a comparison or of a history, which other families compare whole");
                break;
        }
    }

    void CheckGate(JsonElement given, JsonElement expected)
    {
        var statuses = Texts(given.GetProperty("statuses"));
        if (statuses.IsEmpty || statuses.Contains("prep_task_failure"))
        {
            LeaveOut("no training at all, or a status that the ledger has no word for");
            return;
        }
        string[] entrants = [.. statuses.Select((_, i) => $"h{i}")];
        var story = Group(TournamentType.Text, entrants).Pose(Id, "task", 0, entrants);
        for (var i = 0; i < entrants.Length; i++)
            story.Train(Id, "task", entrants[i], Enum.Parse<TrainingStatus>(statuses[i], ignoreCase: true));
        var refusal = TournamentRules.Forbid(Running(story), new TaskDecided(null, [], "task", null));
        Same(expected.GetBoolean(), refusal?.Code == "failures_unapproved", given.ToString());
        Audited(Decided(story, "task"));
    }

    void CheckWinner(JsonElement given, JsonElement expected)
    {
        var (winner, champion) = (given.GetProperty("winner").GetString(), given.GetProperty("base").GetString());
        if (string.IsNullOrEmpty(winner) || champion is { Length: 0 })
        {
            LeaveOut("no stored winner, or a name without letters");
            return;
        }
        var opponent = winner == Boss ? Opponent : winner;
        var story = Final(TournamentType.Image, opponent, champion)
            .Play(Id, "final", 0, TaskType.ImageTask, (opponent, winner == Boss ? 2.0 : 0.5), (Boss, 1.0))
            .CloseRound(Id).Complete(Id);
        Same(winner, Last<TournamentCompleted>(story).Winner.Text);
        Same(Key(expected), Last<TournamentCompleted>(story).RealWinner, given.ToString());
        Audited(story);
    }
}
