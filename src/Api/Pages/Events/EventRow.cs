using Gradients.Api.Http;
using Gradients.Ledger.Canonical;

namespace Gradients.Api.Pages;

/// <summary>An event in a list.</summary>
/// <param name="Data">Its data as canonical JSON, cut where it is long.</param>
public sealed record EventRow(long Position, string Stream, long Version, DateTime At, string Type, string Data)
{
    const int Shown = 160;

    internal static EventRow Of(Recorded e)
    {
        var data = DataOf(e);
        return new(e.Position, e.Stream, e.Version, Words.At(e.At), EventTypes.Of(e.Event).Alias,
            data.Length > Shown ? $"{data[..Shown]}…" : data);
    }

    internal static string DataOf(Recorded e)
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, e);
        using var envelope = System.Text.Json.JsonDocument.Parse(writer.ToArray());
        return envelope.RootElement.GetProperty("data").GetRawText();
    }

    /// <summary>The last events, the latest first.</summary>
    internal static async Task<List<EventRow>> LatestAsync(Site site, int count, CancellationToken cancel)
    {
        var rows = new List<EventRow>();
        await foreach (var e in site.Host.AfterAsync(Math.Max(0, site.Host.Required.Head - count), cancel))
            rows.Add(Of(e));
        rows.Reverse();
        return rows;
    }

    /// <summary>Whose page a stream has; absent: none.</summary>
    public string? Page => Streams.IsTournament(Stream) ? $"/tournaments/{Streams.TournamentId(Stream)}"
        : Streams.IsWeights(Stream) ? $"/weights?at={Position}"
        : null;
}
