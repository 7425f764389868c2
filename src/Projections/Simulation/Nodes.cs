using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Projections.Simulation;

/// <summary>
/// The subnet's 256 uids and the hotkeys that come and go on them. There are 400 hotkeys in all, 120 of them miners; one
/// that loses its uid may come back, so a long season has no more hotkeys than a short one.
/// </summary>
internal sealed class Nodes
{
    public const int Uids = 256;
    const int Hotkeys = 400;
    const int Miners = 120;
    const int MinersPerColdkey = 3;
    const long FirstBlock = 4_000_000;
    const long BlockTime = 12 * Spans.Second;

    readonly Hotkey[] _uids = new Hotkey[Uids];
    readonly List<Hotkey> _waiting = [];
    readonly Miner[] _miners = new Miner[Miners];
    readonly Dictionary<Hotkey, Miner> _byHotkey = [];
    readonly Chance _chance;
    readonly long _seed;

    public Nodes(long seed)
    {
        _seed = seed;
        _chance = new(seed, "nodes");
        var all = new Hotkey[Hotkeys];
        for (var i = 0; i < Hotkeys; i++)
            all[i] = new(Account("hotkey", i));
        for (var i = 0; i < Miners; i++)
        {
            _miners[i] = new(all[i], Account("coldkey", i / MinersPerColdkey), $"miner-{i:000}",
                _chance.Factor(0.12), _chance.Factor(0.12));
            _byHotkey.Add(all[i], _miners[i]);
        }
        // Of the first 255 in a random order most are miners; the rest of the uids are validators and idle nodes.
        var order = all.AsSpan();
        _chance.Shuffle(order[(Miners - 10)..]);
        order[..(Uids - 1)].CopyTo(_uids);
        _uids[^1] = Constants2025_12.Placeholder;
        _chance.Shuffle(_uids.AsSpan());
        _waiting.AddRange(order[(Uids - 1)..]);
    }

    /// <summary>A uid changed hands since somebody last looked.</summary>
    public bool HaveChanged { get; private set; }

    /// <summary>Looks at the hotkey of each uid.</summary>
    public ImmutableArray<Hotkey> Observe()
    {
        HaveChanged = false;
        return [.. _uids];
    }

    public ReadOnlySpan<Miner> AllMiners => _miners;

    public Miner? MinerOf(Hotkey hotkey) => _byHotkey.GetValueOrDefault(hotkey);

    public bool IsRegistered(Hotkey hotkey) => Array.IndexOf(_uids, hotkey) >= 0;

    /// <summary>A uid changes hands, unless its holder is playing or the placeholder.</summary>
    public void TakeOverAny()
    {
        var uid = _chance.Below(Uids);
        if (!Champion.Is(_uids[uid]) && MinerOf(_uids[uid]) is not { Playing: > 0 })
            TakeOver(uid);
    }

    public void TakeOver(Hotkey hotkey) => TakeOver(Array.IndexOf(_uids, hotkey));

    void TakeOver(int uid)
    {
        var place = _chance.Below(_waiting.Count);
        (_uids[uid], _waiting[place]) = (_waiting[place], _uids[uid]);
        HaveChanged = true;
    }

    /// <summary>The hash of a chain block, in hex.</summary>
    public string BlockHash(long block) => Hex.Sha256(Encoding.UTF8.GetBytes($"{_seed}:block:{block}"));

    /// <summary>The chain makes a block every twelve seconds.</summary>
    public static long BlockAt(long at) => FirstBlock + ((at - Spans.Start) / BlockTime);

    public static long TimeOf(long block) => Spans.Start + ((block - FirstBlock) * BlockTime);

    string Account(string kind, int number) =>
        Ss58.Encode(SHA256.HashData(Encoding.UTF8.GetBytes($"gradients-simulator:{_seed}:{kind}:{number}")));
}
