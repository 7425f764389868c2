using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Weights;
using Gradients.Projections;

namespace Gradients.Api.Http.Validators;

/// <summary>What each type of tournament weighs now, in the live validator's words for it (<c>burn_data</c>).</summary>
internal static class BurnData
{
    public static void Write(Utf8JsonWriter json, LedgerState state)
    {
        json.WriteStartObject("burn_data");
        if (Setting2026_10.IsInForce(state))
            WriteOctober(json, state);
        else
            WriteDecember(json, state);
        json.WriteEndObject();
    }

    static void WriteDecember(Utf8JsonWriter json, LedgerState state)
    {
        var burn = Burn.Details(state.Text.Completed, state.Image.Completed).Shares;
        Maybe(json, "text_performance_diff", burn.TextPerformanceDiff);
        Maybe(json, "image_performance_diff", burn.ImagePerformanceDiff);
        json.WriteExact("text_burn_proportion", burn.TextBurnProportion);
        json.WriteExact("image_burn_proportion", burn.ImageBurnProportion);
        json.WriteExact("text_tournament_weight", burn.TextTournamentWeight);
        json.WriteExact("image_tournament_weight", burn.ImageTournamentWeight);
        json.WriteExact("burn_weight", burn.BurnWeight);
    }

    static void WriteOctober(Utf8JsonWriter json, LedgerState state)
    {
        var pools = Setting2026_10.PoolsOf(state).Types;
        foreach (var (name, pool) in new[]
        {
            (Setting2026_10.Names.Text, pools.Text), (Setting2026_10.Names.Image, pools.Image),
            (Setting2026_10.Names.Environment, pools.Environment),
        })
        {
            Maybe(json, $"{name}_performance_diff", pool.Difference);
            json.WriteExact($"{name}_burn_proportion", pool.BurnProportion);
            json.WriteExact($"{name}_tournament_weight", pool.Pool);
            json.WriteExact($"{name}_base_weight", pool.Pool);
        }
        json.WriteExact("burn_weight", Ledger.Rulebooks.R2026_10.Constants2026_10.BurnWeight);
    }

    static void Maybe(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
            json.WriteExact(name, number);
        else
            json.WriteNull(name);
    }
}
