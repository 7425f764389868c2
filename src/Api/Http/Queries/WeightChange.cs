using System.Text.Json;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Http.Queries;

/// <summary>One hotkey's weight in two settings; null: it had none.</summary>
internal sealed record WeightChange(string Hotkey, double? Before, double? After, ushort? SentBefore, ushort? SentAfter)
{
    /// <summary>Those that differ, in ordinal order of the hotkeys.</summary>
    public static IEnumerable<WeightChange> Between(VectorSetting? before, VectorSetting? after)
    {
        var (old, now) = (ByHotkey(before), ByHotkey(after));
        foreach (var hotkey in old.Keys.Union(now.Keys).Order(StringComparer.Ordinal))
        {
            (double, ushort?)? was = old.TryGetValue(hotkey, out var o) ? o : null;
            (double, ushort?)? @is = now.TryGetValue(hotkey, out var n) ? n : null;
            if (was != @is)
                yield return new(hotkey, was?.Item1, @is?.Item1, was?.Item2, @is?.Item2);
        }
    }

    public static Dictionary<string, (double Weight, ushort? Sent)> ByHotkey(VectorSetting? setting)
    {
        var weights = new Dictionary<string, (double Weight, ushort? Sent)>(StringComparer.Ordinal);
        for (var uid = 0; uid < (setting?.Weights.Length ?? 0); uid++)
        {
            if (setting!.Weights[uid] == 0)
                continue;
            var place = setting.Quantised is Quantised.Row row ? row.Uids.IndexOf(uid) : -1;
            weights[setting.Metagraph.Metagraph.Hotkeys[uid].Text] = (setting.Weights[uid],
                place < 0 ? null : ((Quantised.Row)setting.Quantised).Weights[place]);
        }
        return weights;
    }

    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteString("hotkey", Hotkey);
        foreach (var (name, value) in new (string, double?)[] { ("before", Before), ("after", After) })
        {
            json.WritePropertyName(name);
            if (value is { } weight)
                JsonAnswer.Double(json, weight);
            else
                json.WriteNullValue();
        }
        foreach (var (name, value) in new (string, ushort?)[] { ("u16_before", SentBefore), ("u16_after", SentAfter) })
            if (value is { } sent)
                json.WriteNumber(name, sent);
            else
                json.WriteNull(name);
        json.WriteEndObject();
    }
}
