using System.Diagnostics;
using Gradients.Api.Recording;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Http.Commands;

/// <summary>What a command came to, as the caller reads it.</summary>
internal static class CommandAnswer
{
    /// <exception cref="Refusing">It was refused (422), or the caller's view of the stream is stale (409).</exception>
    public static async Task WriteAsync(Request request, CommandLine line, Outcome outcome)
    {
        request.Site.Metrics.Command(outcome);
        if (Problem(line, outcome) is { } problem)
            throw problem;
        var answer = ((Outcome.Answered)outcome).Answer;
        var last = answer switch
        {
            Answer.Accepted { Events: [.., var newest] } => newest.Position,
            Answer.Repeated repeated => repeated.Last,
            _ => request.Site.Host.Required.Head,
        };
        request.IsKnown(last);
        request.Response.StatusCode = 200; // An If-None-Match means nothing here.
        await request.WriteAsync(json => AnswerJson.Write(json, line, answer));
    }

    public static Refusing? Problem(CommandLine line, Outcome outcome) => outcome switch
    {
        Outcome.Stale stale => new(409, "stale", $"{line.Stream} has moved on: it is at version {stale.Version}, "
            + $"position {stale.Position}. Look again and decide again.")
        {
            More = new Dictionary<string, object?> { ["version"] = stale.Version, ["position"] = stale.Position },
        },
        Outcome.Answered { Answer: Answer.Refused { Refusal: var refusal } } => new(422, "refused", refusal.Message)
        {
            More = new Dictionary<string, object?> { ["code"] = refusal.Code, ["rule"] = refusal.Rule },
        },
        Outcome.Answered => null,
        _ => throw new UnreachableException(),
    };
}
