using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Api.Http.Access;
using Gradients.Api.Recording;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Http.Commands;

/// <summary><c>POST /api/commands</c>: many commands, one a line, as a record file holds them; each is answered.</summary>
internal static class PostCommands
{
    const int Wave = 256;

    public static Endpoint Create() => new("POST", "/api/commands",
        "Record many commands, one JSON object a line (docs/commands.md); the answers come line by line. A line that "
        + "cannot be read, or that the key may not give, stops everything before the first command.", HandleAsync)
    {
        ResponseType = "application/x-ndjson",
        Command = new("commands", "commands", "commands",
            ["""{"command":"adopt_rulebook","stream":"rulebook","data":{"rulebook":"2025.12"}}"""]),
        Tag = "commands",
        Example = """{"key":"…","outcome":"accepted","events":[]}""",
    };

    static async Task HandleAsync(Request request)
    {
        var caller = await request.Site.Gate.WriterAsync(request.Http);
        var lines = await ReadAsync(request);
        foreach (var line in lines)
            Gate.Check(caller, CommandTypes.Of(line.Command).Alias);
        request.Http.Request.Headers.Accept = "application/x-ndjson";
        await request.WriteListAsync(AnswersAsync(request, lines), Write);
    }

    static async Task<List<CommandLine>> ReadAsync(Request request)
    {
        var body = await CommandLines.BodyAsync(request);
        var lines = new List<CommandLine>();
        var names = new Interner();
        using var text = new Gradients.Projections.Lines(
            new MemoryStream(body.ToArray()), (int)request.Site.Config.Limits.BodyBytes, mayEndOpen: true);
        try
        {
            while (text.TryNext(out var line))
                if (!line.TrimEnd((byte)'\r').IsEmpty)
                    lines.Add(CommandLine.Read(line, names));
        }
        catch (NotCanonical broken)
        {
            throw new Refusing(400, "unreadable-command",
                $"Line {text.Number}, byte {broken.Offset}: {broken.Message}. Nothing was recorded.");
        }
        return lines;
    }

    static async IAsyncEnumerable<(CommandLine Line, Outcome Outcome)> AnswersAsync(
        Request request, List<CommandLine> lines, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        for (var at = 0; at < lines.Count; at += Wave)
        {
            var wave = lines.GetRange(at, Math.Min(Wave, lines.Count - at));
            var outcomes = await Task.WhenAll(wave.Select(line => request.Site.Host.HandleAsync(line, null, cancel)));
            for (var i = 0; i < wave.Count; i++)
            {
                request.Site.Metrics.Command(outcomes[i]);
                yield return (wave[i], outcomes[i]);
            }
        }
    }

    static void Write(Utf8JsonWriter json, (CommandLine Line, Outcome Outcome) one) =>
        AnswerJson.Write(json, one.Line, ((Outcome.Answered)one.Outcome).Answer);
}
