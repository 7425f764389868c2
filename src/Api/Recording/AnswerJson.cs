using System.Diagnostics;
using System.Text.Json;
using Gradients.Api.Http;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Recording;

/// <summary>What a command came to, for machines: the same on the command line and over HTTP.</summary>
internal static class AnswerJson
{
    /// <param name="number">Of the command in its file, from 1; left out where there is none.</param>
    public static void Write(Utf8JsonWriter json, CommandLine line, Answer answer, int? number = null)
    {
        json.WriteStartObject();
        if (number is { } place)
            json.WriteNumber("line", place);
        json.WriteString("key", line.Key);
        switch (answer)
        {
            case Answer.Accepted accepted:
                json.WriteString("outcome", "accepted");
                json.WriteStartArray("events");
                foreach (var e in accepted.Events)
                    JsonAnswer.Event(json, e);
                json.WriteEndArray();
                break;
            case Answer.Repeated repeated:
                json.WriteString("outcome", "repeated");
                json.WriteNumber("first", repeated.First);
                json.WriteNumber("last", repeated.Last);
                break;
            case Answer.Refused { Refusal: var refusal }:
                json.WriteString("outcome", "refused");
                json.WriteString("code", refusal.Code);
                json.WriteString("rule", refusal.Rule);
                json.WriteString("message", refusal.Message);
                break;
            default:
                throw new UnreachableException();
        }
        json.WriteEndObject();
    }
}
