using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks;

/// <summary>Which hotkey sits at which uid. Looked up by hotkey, walked by uid.</summary>
/// <param name="hotkeys">The index is the uid. Should a hotkey occur twice, its last uid counts.</param>
public sealed class Metagraph(ImmutableArray<Hotkey> hotkeys)
{
    // Most observations are followed by another before anybody looks a hotkey up.
    Dictionary<Hotkey, int>? _uids;

    public ImmutableArray<Hotkey> Hotkeys { get; } = hotkeys;

    public int Count => Hotkeys.Length;

    /// <returns>The uid, or -1 when the hotkey holds none.</returns>
    public int UidOf(Hotkey hotkey) => (_uids ??= ByHotkey()).TryGetValue(hotkey, out var uid) ? uid : -1;

    Dictionary<Hotkey, int> ByHotkey()
    {
        var uids = new Dictionary<Hotkey, int>(Hotkeys.Length);
        for (var uid = 0; uid < Hotkeys.Length; uid++) uids[Hotkeys[uid]] = uid;
        return uids;
    }
}
