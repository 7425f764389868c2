using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>
/// Whole histories of three types: finals are played so that the given hotkey wins by the given difference, and what
/// each pool weighs follows from the ledger.
/// </summary>
public sealed class recorded_burn_details(ITestOutputHelper output) : RecordedFamily("burn_details", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        if (!recorded_entrant_counts.Types.All(type => Follows(given.GetProperty(type.Name))))
        {
            LeaveOut("a base that is not the winner before, or a stored difference that no weight setting stored");
            return;
        }
        var story = new Story(Constants2026_10.RulebookId);
        foreach (var (name, type) in recorded_entrant_counts.Types)
            foreach (var past in given.GetProperty(name).EnumerateArray())
                if (!Play(story, type, past))
                {
                    LeaveOut("a difference that no scores of an environment final give");
                    return;
                }
        var pools = Setting2026_10.PoolsOf(story.State);
        for (var i = 0; i < recorded_entrant_counts.Types.Length; i++)
        {
            var name = recorded_entrant_counts.Types[i].Name;
            var pool = pools.Types.InOrder[i];
            At += " " + name;
            SameNumber(expected.GetProperty($"{name}_performance_diff"), pool.Difference);
            SameNumber(expected.GetProperty($"{name}_burn_proportion"), pool.BurnProportion);
            SameNumber(expected.GetProperty($"{name}_tournament_weight"), pool.Pool);
            SameNumber(expected.GetProperty("dynamic_base")[i], pool.Base);
        }
        story.Observe(Boss).DeriveWeights();
        var derived = Last<NodeWeightsDerived>(story);
        var stored = expected.GetProperty("stored_now");
        Same(stored.GetArrayLength(), derived.Performance.Length);
        for (var i = 0; i < derived.Performance.Length; i++)
        {
            Same(stored[i][0].GetString(), derived.Performance[i].Tournament);
            SameNumber(stored[i][1], derived.Performance[i].Difference);
        }
        for (var i = 0; i < derived.Shares.Length; i++)
            SameNumber(expected.GetProperty($"{derived.Shares[i].Name}_tournament_weight"), derived.Shares[i].Share);
        Audited(story);
    }

    static bool Follows(JsonElement history)
    {
        (bool Any, string? Champion) before = default;
        foreach (var past in history.EnumerateArray())
        {
            if (past.GetProperty("status").GetString() != "completed")
                continue;
            var (winner, champion) = (past.GetProperty("winner").GetString(), past.GetProperty("base").GetString());
            if (winner is null || past.GetProperty("stored").ValueKind != JsonValueKind.Null
                || (before.Any && champion != before.Champion))
                return false;
            before = (true, winner == Boss ? champion ?? Boss : winner);
        }
        return true;
    }

    static bool Play(Story story, TournamentType type, JsonElement past)
    {
        var id = past.GetProperty("id").GetString()!;
        var status = past.GetProperty("status").GetString();
        story.Announce(id, type, past.GetProperty("base").GetString() is { } champion
            && story.State.History(type).Completed.IsEmpty ? champion : null);
        if (status == "cancelled")
            story.Tell(id, new TournamentCancelled("golden"));
        if (status is "cancelled" or "pending")
            return true;
        var winner = past.GetProperty("winner").GetString();
        var opponent = winner is null || winner == Boss ? $"{id}-opponent" : winner;
        var least = type == TournamentType.Environment ? 3 : 2;
        var fillers = Math.Max(least, past.GetProperty("entrants").GetInt32()) - 2;
        string[] entrants = [opponent, .. Enumerable.Range(0, fillers).Select(i => $"{id}-{i}")];
        story.Fill(id, entrants);
        if (status == "active")
            return true;
        var difference = Number(past.GetProperty("fresh")) ?? 0.0;
        if (!GoldenFinal.Play(story, id, type, entrants, defended: winner == Boss, difference))
            return false;
        story.Complete(id);
        return story.State.History(type).Latest!.Summary.Winner?.Text == winner;
    }
}
