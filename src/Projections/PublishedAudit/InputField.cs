using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger;

namespace Gradients.Projections.PublishedAudit;

/// <summary>One value of a file together with its path, so that every complaint can name it.</summary>
readonly record struct InputField(string File, string Path, JsonElement Value)
{
    const int MaxHotkeyLength = 256;

    public bool IsNull => Value.ValueKind == JsonValueKind.Null;

    public InputField Member(string name) =>
        MemberOrNone(name) ?? throw (Value.ValueKind == JsonValueKind.Object
            ? Fault(Below(name), "is missing")
            : Wrong("an object"));

    /// <summary>Null where the member is absent; a member that is null is there.</summary>
    public InputField? MemberOrNone(string name) =>
        Value.ValueKind == JsonValueKind.Object && Value.TryGetProperty(name, out var member)
            ? new InputField(File, Below(name), member)
            : null;

    public ImmutableArray<InputField> Items()
    {
        if (Value.ValueKind != JsonValueKind.Array) throw Wrong("a list");
        var items = ImmutableArray.CreateBuilder<InputField>(Value.GetArrayLength());
        foreach (var item in Value.EnumerateArray())
            items.Add(new InputField(File, $"{Path}[{items.Count}]", item));
        return items.MoveToImmutable();
    }

    public string Text()
    {
        if (Value.ValueKind != JsonValueKind.String) throw Wrong("a text");
        try
        {
            return Value.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault(Path, "a lone surrogate or bytes that are not UTF-8");
        }
    }

    public string? TextOrNull() => IsNull ? null : Text();

    public bool Flag() => Value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => throw Wrong("true or false"),
    };

    public double Number()
    {
        if (Value.ValueKind != JsonValueKind.Number) throw Wrong("a number");
        var number = Value.GetDouble();
        return double.IsFinite(number) ? number : throw Fault(Path, "is beyond the range of a binary64");
    }

    public double? NumberOrNull() => IsNull ? null : Number();

    public int Whole(int from, int to)
    {
        if (Value.ValueKind != JsonValueKind.Number) throw Wrong("a whole number");
        return Value.TryGetInt32(out var whole) && whole >= from && whole <= to
            ? whole
            : throw Fault(Path, $"is not a whole number from {from} to {to}");
    }

    /// <summary>A whole number from 0 on; one that a double would not hold may stand as a text of digits.</summary>
    public ulong Unsigned(ulong most)
    {
        var text = Value.ValueKind switch
        {
            JsonValueKind.Number => Value.GetRawText(),
            JsonValueKind.String => Text(),
            _ => throw Wrong("a whole number"),
        };
        return ulong.TryParse(text, System.Globalization.NumberStyles.None,
            System.Globalization.NumberFormatInfo.InvariantInfo, out var whole) && whole <= most
            ? whole
            : throw Fault(Path, $"is not a whole number from 0 to {most}");
    }

    public Hotkey Hotkey()
    {
        var text = Text();
        if (text.Length is 0 or > MaxHotkeyLength) throw Fault(Path, "is no hotkey: empty or too long");
        foreach (var c in text)
            if (char.IsControl(c)) throw Fault(Path, "is no hotkey: it holds a control character");
        return new Hotkey(text);
    }

    public Hotkey? HotkeyOrNull() => IsNull ? null : Hotkey();

    /// <summary>A list of hotkeys, each at most once.</summary>
    public ImmutableArray<Hotkey> DistinctHotkeys()
    {
        var hotkeys = ImmutableArray.CreateBuilder<Hotkey>();
        var places = new Dictionary<Hotkey, int>();
        foreach (var item in Items())
        {
            var hotkey = item.Hotkey();
            if (!places.TryAdd(hotkey, hotkeys.Count))
                throw item.Fault(item.Path, $"{hotkey} stands already at index {places[hotkey]}");
            hotkeys.Add(hotkey);
        }
        return hotkeys.DrainToImmutable();
    }

    public UnreadableInput Fault(string path, string reason) => new(new InputFault(File, path, reason));

    string Below(string name) => Path.Length == 0 ? name : $"{Path}.{name}";

    UnreadableInput Wrong(string expected) => Fault(Path, $"is {Kind()}, not {expected}");

    string Kind() => Value.ValueKind switch
    {
        JsonValueKind.Object => "an object",
        JsonValueKind.Array => "a list",
        JsonValueKind.String => "a text",
        JsonValueKind.Number => "a number",
        JsonValueKind.True or JsonValueKind.False => "true or false",
        _ => "null",
    };
}
