using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.Shared;

/// <summary>An ordered map: a hotkey set twice keeps its first place and its last amount.</summary>
sealed class OrderedAmounts(int capacity)
{
    readonly ImmutableArray<HotkeyAmount>.Builder _amounts = ImmutableArray.CreateBuilder<HotkeyAmount>(capacity);
    readonly Dictionary<Hotkey, int> _places = new(capacity);

    public void Set(Hotkey hotkey, double amount)
    {
        if (_places.TryAdd(hotkey, _amounts.Count)) _amounts.Add(new HotkeyAmount(hotkey, amount));
        else _amounts[_places[hotkey]] = new HotkeyAmount(hotkey, amount);
    }

    public ImmutableArray<HotkeyAmount> ToImmutable() => _amounts.DrainToImmutable();
}
