using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks;

/// <summary>Which hotkey sits at which uid. Looked up by hotkey, walked by uid.</summary>
public sealed class Metagraph
{
    readonly Dictionary<Hotkey, int> _uids;

    /// <param name="hotkeys">The index is the uid. Should a hotkey occur twice, its last uid counts.</param>
    public Metagraph(ImmutableArray<Hotkey> hotkeys)
    {
        Hotkeys = hotkeys;
        _uids = new Dictionary<Hotkey, int>(hotkeys.Length);
        for (var uid = 0; uid < hotkeys.Length; uid++) _uids[hotkeys[uid]] = uid;
    }

    public ImmutableArray<Hotkey> Hotkeys { get; }

    public int Count => Hotkeys.Length;

    /// <returns>The uid, or -1 when the hotkey holds none.</returns>
    public int UidOf(Hotkey hotkey) => _uids.TryGetValue(hotkey, out var uid) ? uid : -1;
}
