using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Store;

/// <summary>From rows back to events, as strictly as exports are read: nothing unknown, nothing missing.</summary>
public static class StoredEvents
{
    /// <exception cref="StoreException">The row is no event of this ledger; the message names stream and version.</exception>
    public static Recorded Decode(in StoredEvent row, Interner names)
    {
        var type = EventTypes.Find(Encoding.UTF8.GetBytes(row.Type));
        if (type is null || type.Schema != row.Schema)
            throw Wrong(row, $"event type '{row.Type}' of schema version {row.Schema} is unknown to this program");
        byte[] canonical = [];
        try
        {
            // jsonb keeps neither key order nor number texts, so the canonical bytes are made again.
            canonical = StrictJson.Canonical(row.Data.Span, fromJsonb: true);
            var scanner = new CanonicalScanner(canonical, names);
            var read = type.Read(ref scanner);
            scanner.End();
            return new(row.Position, names.Text(Encoding.UTF8.GetBytes(row.Stream)), row.Version, row.At,
                row.Causation ?? "", read);
        }
        catch (NotCanonical broken)
        {
            throw Wrong(row, broken.Naming(canonical, "data"));
        }
    }

    /// <summary>
    /// The events of these rows in their order. Rows are read on one thread and decoded on another, a little ahead of
    /// whoever folds the events on a third. A row that cannot be read is thrown after the events before it.
    /// </summary>
    /// <param name="names">Used by nobody else meanwhile.</param>
    public static IAsyncEnumerable<Recorded> DecodeAheadAsync(
        this IAsyncEnumerable<StoredEvent> rows, Interner names, CancellationToken cancel = default) =>
        Ahead.OfAsync(Ahead.OfAsync(rows, row => row, cancel), row => Decode(row, names), cancel);

    static StoreException Wrong(in StoredEvent row, string reason) =>
        new($"{row.Stream} version {row.Version} (position {row.Position}, {row.Type}) cannot be read: {reason}. "
            + "Nothing after it is used; run 'gradients doctor' and compare with an exported copy.");
}
