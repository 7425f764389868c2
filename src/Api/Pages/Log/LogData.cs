using Gradients.Api.Http;
using Gradients.Api.Http.Logs;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;

namespace Gradients.Api.Pages;

/// <summary>What the published log says of itself, and the proof of one event if one is asked for.</summary>
/// <param name="Note">The checkpoint with its signatures; absent where no log is served or nothing is published.</param>
public sealed record LogData(
    bool IsServed, string? Note, string? Origin, long Size, string? Root, long Head, int Signatures, ProofView? Proof)
{
    internal static async Task<LogData> ReadAsync(Request request)
    {
        var head = request.Site.Host.Required.Head;
        var log = PublishedLog.Of(request.Site);
        if (log?.Latest() is not { } latest)
            return new(log is not null, null, null, 0, null, head, 0, null);
        var position = request.Whole("position", 1, long.MaxValue);
        return new(true, System.Text.Encoding.UTF8.GetString(latest.Note.ToBytes()), latest.Checkpoint.Origin,
            latest.Checkpoint.Size, latest.Checkpoint.Root.ToString(), head, latest.Note.Signatures.Count,
            position is { } asked ? await ProofView.ReadAsync(request, log, asked) : null);
    }
}

/// <summary>The proof of one event, redone here step by step from the database's own bytes.</summary>
/// <param name="Refusal">Why there is none; absent: there is one.</param>
public sealed record ProofView(
    long Position, string? Refusal, string? Type, string Leaf, IReadOnlyList<string> Path, bool Holds)
{
    internal static async Task<ProofView> ReadAsync(Request request, PublishedLog log, long position)
    {
        var e = await Http.Queries.GetEvent.FindAsync(request.Site, position, request.Cancel);
        if (e is null)
            return new(position, $"The ledger ends at position {request.Site.Host.Required.Head}.", null, "", [], false);
        try
        {
            var proof = log.Prove(position);
            var writer = new CanonicalWriter();
            Envelope.Write(writer, e.Value);
            return new(position, null, EventTypes.Of(e.Value.Event).Alias, TreeHashing.Leaf(writer.Written).ToString(),
                [.. proof.Path.Select(hash => hash.ToString())], proof.Refutes(writer.Written, policy: null) is null);
        }
        catch (Refusing none)
        {
            return new(position, none.Message, null, "", [], false);
        }
    }
}
