using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using BurnRule = Gradients.Ledger.Rulebooks.R2025_12.Burn;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_burn(ITestOutputHelper output) : GoldenFamily("burn", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var details = BurnRule.Details(
            Completed("text", given.GetProperty("text")), Completed("image", given.GetProperty("image")));
        var shares = details.Shares;
        SameNumber(expected.GetProperty("text_performance_diff"), shares.TextPerformanceDiff);
        SameNumber(expected.GetProperty("image_performance_diff"), shares.ImagePerformanceDiff);
        SameNumber(expected.GetProperty("text_burn_proportion"), shares.TextBurnProportion);
        SameNumber(expected.GetProperty("image_burn_proportion"), shares.ImageBurnProportion);
        SameNumber(expected.GetProperty("text_tournament_weight"), shares.TextTournamentWeight);
        SameNumber(expected.GetProperty("image_tournament_weight"), shares.ImageTournamentWeight);
        SameNumber(expected.GetProperty("burn_weight"), shares.BurnWeight);

        var stored = expected.GetProperty("stored_now");
        Same(stored.GetArrayLength(), details.Stored.Length);
        for (var i = 0; i < details.Stored.Length; i++)
        {
            Same(stored[i][0].GetString(), details.Stored[i].Tournament);
            SameNumber(stored[i][1], details.Stored[i].Difference);
        }
    }

    static List<CompletedTournament> Completed(string type, JsonElement history)
    {
        var completed = new List<CompletedTournament>();
        for (var i = 0; i < history.GetArrayLength(); i++)
        {
            var t = history[i];
            if (t.GetProperty("status").GetString() != "completed") continue;
            completed.Add(new CompletedTournament(
                $"{type}{i}", Key(t.GetProperty("winner")), Key(t.GetProperty("base")),
                Number(t.GetProperty("fresh")) ?? 0.0, Number(t.GetProperty("stored"))));
        }
        return completed;
    }
}
