using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections.ChainAudits;

namespace Gradients.Api.Chain;

/// <summary>The weight settings of a subnet, out of an export or out of the database.</summary>
internal static class LedgerBook
{
    public static async Task<DerivationBook> ReadAsync(
        string? export, string? database, int netuid, CancellationToken cancel)
    {
        if (export is not null)
            return OfExport(export, netuid);
        await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
        var (book, names) = (new DerivationBook(netuid), new Interner());
        var rows = new List<Recorded>();
        foreach (var stream in new[] { Streams.Metagraph(netuid), Streams.Weights(netuid) })
            await foreach (var row in ledger.Store.ReadStreamAsync(stream, 1, cancel))
                rows.Add(StoredEvents.Decode(row, names));
        foreach (var e in rows.OrderBy(e => e.Position))
            book.Add(e);
        return book;
    }

    static DerivationBook OfExport(string export, int netuid)
    {
        try
        {
            using var file = Input.Open(export);
            return DerivationBook.Of(file, netuid);
        }
        catch (NotCanonical bad)
        {
            throw new Trouble($"{Input.Name(export)}: {Terminal.Plain(bad.Message)}");
        }
    }
}
