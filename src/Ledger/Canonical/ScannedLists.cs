using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Gradients.Ledger.Canonical;

// Lists of anything.
public ref partial struct CanonicalScanner
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ImmutableArray<Hotkey> Hotkeys(ReadOnlySpan<byte> name, ImmutableArray<Hotkey> values)
    {
        Open(name);
        return HotkeyList();
    }

    ImmutableArray<Hotkey> HotkeyList()
    {
        var list = _names.Hotkeys;
        list.Clear();
        while (More(list.Count))
            list.Add(new(TextValue()));
        return [.. list];
    }

    public ImmutableArray<long> Integers(ReadOnlySpan<byte> name, ImmutableArray<long> values)
    {
        Open(name);
        var list = new List<long>();
        while (More(list.Count))
            list.Add(IntegerValue());
        return ImmutableCollectionsMarshal.AsImmutableArray(list.ToArray());
    }

    public ImmutableArray<ImmutableArray<Hotkey>> HotkeyLists(
        ReadOnlySpan<byte> name, ImmutableArray<ImmutableArray<Hotkey>> values)
    {
        Open(name);
        var lists = new List<ImmutableArray<Hotkey>>();
        while (More(lists.Count))
            lists.Add(HotkeyList());
        return ImmutableCollectionsMarshal.AsImmutableArray(lists.ToArray());
    }

    public ImmutableArray<T> Parts<T>(ReadOnlySpan<byte> name, ImmutableArray<T> values) where T : class, IPart<T>
    {
        Open(name);
        var list = new List<T>();
        while (More(list.Count))
            list.Add(PartHere<T>());
        return ImmutableCollectionsMarshal.AsImmutableArray(list.ToArray());
    }

    /// <summary>Steps into, along or out of a list: true when another element stands here.</summary>
    bool More(int read)
    {
        if (read == 0)
        {
            Literal((byte)'[');
            if (_at < _text.Length && _text[_at] == (byte)']')
            {
                _at++;
                return false;
            }
            return true;
        }
        if (_at < _text.Length && _text[_at] == (byte)']')
        {
            _at++;
            return false;
        }
        Literal((byte)',');
        return true;
    }
}
