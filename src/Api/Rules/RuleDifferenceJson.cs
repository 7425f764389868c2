using System.Text.Json;
using Gradients.Api.Shell;
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
        json.WriteObjects("changed", comparison.Changed, topic =>
        {
            json.WriteString("topic", RuleWords.Title(topic.Topic));
            json.WriteTexts("before", topic.Before);
            json.WriteTexts("now", topic.Now);
            json.WriteTexts("same", topic.Same);
            json.WriteTexts("surprises_before", topic.SurprisesBefore);
            json.WriteTexts("surprises_now", topic.SurprisesNow);
            json.WriteTexts("surprises_same", topic.SurprisesSame);
        });
        json.WriteTexts("unchanged", comparison.Unchanged.Select(RuleWords.Title));
        json.WriteObjects("constants", comparison.Constants, constant =>
        {
            json.WriteString("name", constant.Name);
            if (constant.Before is { } before)
                json.WriteExact("before", before);
            if (constant.Now is { } now)
                json.WriteExact("now", now);
        });
        json.WriteEndObject();
    }
}
