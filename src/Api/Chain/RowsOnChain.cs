using System.Collections.Immutable;
using Gradients.Api.Shell;
using Gradients.Ledger.Chain;
using Gradients.Projections.ChainAudits;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary>Reads a validator's rows off a chain, with what a judgement of them needs from the same blocks.</summary>
internal sealed class RowsOnChain(ChainReader chain, ushort netuid, Hotkey validator)
{
    /// <summary>The present row, or all that stood in a range of blocks, the oldest first.</summary>
    public async Task<ImmutableArray<StoredRow>> ReadAsync((ulong From, ulong? To)? range, CancellationToken cancel)
    {
        var head = await chain.FinalizedAsync(cancel);
        if (range is not { } blocks)
            return [await RowAsync(head, cancel)];
        if (blocks.From > head.Number || blocks.To > head.Number)
            throw new Trouble(
                $"block {blocks.To ?? blocks.From} is not final yet: the last final one is {head.Number}");
        var rows = new Stack<StoredRow>();
        for (var at = blocks.To ?? head.Number; ;)
        {
            var row = await RowAsync(await BlockAsync(at, cancel), cancel);
            // A row is looked at in the block in which it was set.
            var set = Math.Min(row.SetAt ?? at, at);
            if (set >= blocks.From && set < at)
                row = await RowAsync(await BlockAsync(set, cancel), cancel);
            rows.Push(row);
            if (set <= blocks.From || set == 0)
                return [.. rows];
            at = set - 1;
        }
    }

    async Task<PinnedBlock> BlockAsync(ulong number, CancellationToken cancel) =>
        await chain.BlockAsync(number, cancel) ?? throw new Trouble($"the node does not know block {number}");

    async Task<StoredRow> RowAsync(PinnedBlock at, CancellationToken cancel)
    {
        var subnet = await SubnetReader.AtAsync(chain, netuid, at, cancel);
        var uid = await subnet.UidAsync(validator, cancel)
            ?? throw new Trouble($"{validator} has no uid on subnet {netuid} at block {at.Number}", Exit.Diverged);
        var snapshot = await SubnetSnapshot.ReadAsync(subnet, cancel);
        var validators = Enumerable.Range(0, snapshot.Hotkeys.Length)
            .Where(other => other == uid || snapshot.Permits[other]).ToArray();
        var read = await subnet.RowsAsync("Weights", validators, cancel);
        var others = StoredRow.NoOthers;
        ImmutableArray<(int, ushort)> own = [];
        for (var i = 0; i < validators.Length; i++)
            if (validators[i] == uid)
                own = Pairs(read[i]);
            else if (!read[i].IsEmpty)
                others = others.Add(validators[i], Pairs(read[i]));
        return new(
            at.Number, at.Hash, snapshot.LastUpdates[uid], own, snapshot.Hotkeys,
            [.. snapshot.Incentives.Select(i => (ushort)Math.Min(i, ushort.MaxValue))], others,
            await HasCommitAsync(subnet, cancel));
    }

    async Task<bool> HasCommitAsync(SubnetReader subnet, CancellationToken cancel) =>
        subnet.Has("WeightCommits")
        && await subnet.ReadAsync("WeightCommits", [SubnetReader.Account(validator)], cancel)
            is ScaleValue.List { Items.IsEmpty: false };

    static ImmutableArray<(int, ushort)> Pairs(ImmutableArray<StoredEntry> row) =>
        [.. row.Select(entry => (entry.Uid, entry.Value))];
}
