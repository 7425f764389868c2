using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks;

/// <summary>Which hotkey sits at which uid. Looked up by hotkey, walked by uid.</summary>
/// <param name="hotkeys">The index is the uid. Should a hotkey occur twice, its last uid counts.</param>
public sealed class Metagraph(ImmutableArray<Hotkey> hotkeys)
{
    // Most observations are followed by another before anybody looks a hotkey up. Keyed by the bare text: for strings
    // the framework hashes quickly as long as nobody makes them collide.
    Dictionary<string, int>? _uids;

    public ImmutableArray<Hotkey> Hotkeys { get; } = hotkeys;

    public int Count => Hotkeys.Length;

    /// <returns>The uid, or -1 when the hotkey holds none.</returns>
    public int UidOf(Hotkey hotkey) => (_uids ??= ByHotkey()).TryGetValue(hotkey.Text, out var uid) ? uid : -1;

    Dictionary<string, int> ByHotkey()
    {
        var uids = new Dictionary<string, int>(Hotkeys.Length);
        for (var uid = 0; uid < Hotkeys.Length; uid++) uids[Hotkeys[uid].Text] = uid;
        return uids;
    }
}
