using System.Text.Json;

namespace Gradients.Projections.Explanations;

/// <summary>The <c>--json</c> document of an explanation.</summary>
public static class ExplanationJson
{
    public static void Write(Utf8JsonWriter json, long position, WeightExplanation explanation)
    {
        json.WriteStartObject();
        json.WriteString("hotkey", explanation.Hotkey.Text);
        json.WriteNumber("position", position);
        if (explanation.Uid >= 0)
            json.WriteNumber("uid", explanation.Uid);
        else
            json.WriteNull("uid");
        json.WriteExact("weight", explanation.Weight);
        if (explanation.Quantised is { } sent)
            json.WriteNumber("quantised", sent);
        else
            json.WriteNull("quantised");
        json.WriteStartArray("terms");
        foreach (var line in explanation.Lines)
        {
            json.WriteStartObject();
            if (line.Position is { } at)
                json.WriteNumber("event", at);
            json.WriteString("sentence", line.Sentence);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }
}
