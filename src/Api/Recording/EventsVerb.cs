using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;

namespace Gradients.Api.Recording;

/// <summary><c>gradients events</c>: the entries themselves, one canonical line each.</summary>
internal static class EventsVerb
{
    public static Command Create()
    {
        var stream = new Argument<string?>("STREAM")
        {
            Description = "Only this stream, for example tournament/spring.", Arity = ArgumentArity.ZeroOrOne,
        };
        var from = new Option<long>("--from")
        {
            Description = "First position to print.", DefaultValueFactory = _ => 1, HelpName = "N",
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on printing as events are appended." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("events", "Print events as canonical JSON, one a line (always JSON).")
        {
            stream, from, follow, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsReaderAsync(parsed.GetValue(database), cancel);
            var name = parsed.GetValue(stream);
            var first = parsed.GetValue(from);
            using var output = new BufferedStream(Console.OpenStandardOutput(), 1 << 16);
            var rows = parsed.GetValue(follow) ? ledger.Store.FollowAsync(first, cancel: cancel)
                : name is null ? ledger.Store.ReadAsync(first, null, cancel)
                : ledger.Store.ReadStreamAsync(name, 1, cancel);
            if (name is not null && !parsed.GetValue(follow) && await ledger.Store.StreamVersionAsync(name, cancel) == 0)
                throw new Trouble($"there is no stream '{Terminal.Plain(name)}'; streams are called tournament/spring, "
                    + "rulebook, metagraph/56, weights/56");
            try
            {
                await WriteAsync(rows, name, first, output, parsed.GetValue(follow));
            }
            catch (OperationCanceledException) when (parsed.GetValue(follow) && cancel.IsCancellationRequested)
            {
                // To be told to stop is the only way this ends.
            }
            return Exit.Done;
        });
        return verb;
    }

    static async Task WriteAsync(
        IAsyncEnumerable<StoredEvent> rows, string? stream, long from, Stream output, bool flush)
    {
        var writer = new CanonicalWriter();
        var names = new Interner();
        await foreach (var row in rows)
        {
            if (row.Position < from || (stream is not null && row.Stream != stream))
                continue;
            writer.Clear();
            Envelope.Write(writer, StoredEvents.Decode(row, names));
            writer.Raw((byte)'\n');
            output.Write(writer.Written);
            if (flush)
                output.Flush();
        }
    }
}
