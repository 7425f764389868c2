using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Projections;
using Gradients.Projections.Rulebooks;

namespace Gradients.Api.Rules;

/// <summary>A comparison of two rulebooks for machines.</summary>
internal static class RuleDifferenceJson
{
    public static void Write(Utf8JsonWriter json, RulebookComparison comparison)
    {
        json.WriteStartObject();
        json.WriteString("from", comparison.From.Id);
        json.WriteString("to", comparison.To.Id);
        json.WriteStartArray("changed");
        foreach (var topic in comparison.Changed)
        {
            json.WriteStartObject();
            json.WriteString("topic", RuleWords.Title(topic.Topic));
            RulesVerb.Write(json, "before", topic.Before);
            RulesVerb.Write(json, "now", topic.Now);
            RulesVerb.Write(json, "same", topic.Same);
            RulesVerb.Write(json, "surprises_before", topic.SurprisesBefore);
            RulesVerb.Write(json, "surprises_now", topic.SurprisesNow);
            RulesVerb.Write(json, "surprises_same", topic.SurprisesSame);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        RulesVerb.Write(json, "unchanged", comparison.Unchanged.Select(RuleWords.Title));
        json.WriteStartArray("constants");
        foreach (var constant in comparison.Constants)
        {
            json.WriteStartObject();
            json.WriteString("name", constant.Name);
            if (constant.Before is { } before)
                json.WriteExact("before", before);
            if (constant.Now is { } now)
                json.WriteExact("now", now);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
