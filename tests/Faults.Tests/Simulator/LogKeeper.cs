using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>
/// A publisher: takes new entries into a Merkle log as it goes, and signs no size that does not continue the last one.
/// What it wrote since may be torn when it dies; what it signed is on disk.
/// </summary>
sealed class LogKeeper(World world)
{
    readonly List<TreeHash> _leaves = [];
    readonly CanonicalWriter _writer = new();
    readonly Interner _names = new();
    (long Size, TreeHash Root) _signed = (0, TreeHashing.Empty);

    public RightEdge Edge { get; private set; } = new();

    public void Start() => world.NewMachine().Start(async () =>
    {
        var machine = world.NewMachine();
        var store = new FaultyStore(world, new Wire(world), machine);
        while (true)
        {
            if (world.Fails(Fault.PublisherKilled))
                Restart();
            try
            {
                await TakeAsync(store);
            }
            catch (StoreException)
            {
                // Tried again below, from where it stands.
            }
            await machine.Sleep(20 + world.Below(60));
        }
    });

    async Task TakeAsync(FaultyStore store)
    {
        await foreach (var row in store.ReadAsync(Edge.Size + 1))
        {
            if (row.Position != Edge.Size + 1)
                throw new InvalidOperationException($"the log goes from {Edge.Size} to {row.Position}");
            _writer.Clear();
            Envelope.Write(_writer, StoredEvents.Decode(row, _names));
            _leaves.Add(TreeHashing.Leaf(_writer.Written));
            Edge.Append(_leaves[^1]);
        }
        var proof = ConsistencyProof.Make(_signed.Size, Edge.Size, Node);
        if (!ConsistencyProof.Verify(_signed.Size, _signed.Root, Edge.Size, Edge.Root, proof))
            throw new InvalidOperationException($"size {Edge.Size} does not continue size {_signed.Size}");
        _signed = (Edge.Size, Edge.Root);
    }

    void Restart()
    {
        var kept = (int)_signed.Size + world.Below(1 + _leaves.Count - (int)_signed.Size);
        _leaves.RemoveRange(kept, _leaves.Count - kept);
        Edge = new(kept, Node);
    }

    TreeHash Node(int height, long index)
    {
        var leaves = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_leaves);
        return TreeHashing.Root(leaves.Slice((int)(index << height), 1 << height));
    }
}
