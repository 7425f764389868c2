using System.Runtime.CompilerServices;
using Gradients.Ledger.Store;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// A process's <see cref="EventStore"/> over a failing wire: what may be repeated is sent twice, an import once, and a
/// read is a snapshot that comes in pieces and may break between them.
/// </summary>
sealed class FaultyStore(World world, Wire wire, Machine machine) : IEventLog
{
    const int RowsInOnePiece = 24;

    public Task<AppendOutcome> AppendAsync(
        IReadOnlyList<NewEvent> events, long expectedHead, CancellationToken cancel = default) =>
        wire.AskTwiceAsync(() => world.Server.Append(events, expectedHead));

    public async Task<AppendOutcome> ImportAsync(
        IAsyncEnumerable<NewEvent> events, string key, bool keepCommandKeys, long? expectedHead = null,
        CancellationToken cancel = default)
    {
        var all = new List<NewEvent>();
        await foreach (var e in events)
            all.Add(e);
        try
        {
            return await wire.AskAsync(() => world.Server.Import(all, key, expectedHead));
        }
        catch (IOException gone)
        {
            throw new StoreException("the import was refused", gone);
        }
    }

    public async Task<IReadOnlyDictionary<string, (long First, long Last)>> FindKeysAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancel = default) =>
        await wire.AskTwiceAsync(() => world.Server.Find(keys));

    public async IAsyncEnumerable<StoredEvent> ReadAsync(
        long from = 1, long? to = null, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        var rows = await wire.AskTwiceAsync(() => world.Server.Read(from, to));
        for (var i = 0; i < rows.Length; i++)
        {
            if (i % RowsInOnePiece == RowsInOnePiece - 1)
            {
                await machine.Sleep(world.Below(2));
                if (world.Fails(Fault.ReadBroken))
                    throw new StoreException("the connection broke within a read");
            }
            yield return rows[i];
        }
    }
}
