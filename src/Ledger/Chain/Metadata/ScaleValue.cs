using System.Collections.Immutable;
using System.Numerics;

namespace Gradients.Ledger.Chain;

/// <summary>A member of a value, by name where it has one.</summary>
public readonly record struct ScaleField(string? Name, ScaleValue Value);

/// <summary>A decoded value of any type in the metadata.</summary>
public abstract record ScaleValue
{
    ScaleValue()
    {
    }

    /// <summary>Whole numbers of every size; a character is its code point.</summary>
    public sealed record Whole(BigInteger Value) : ScaleValue;

    public sealed record Flag(bool Value) : ScaleValue;

    public sealed record Text(string Value) : ScaleValue;

    /// <summary>A list or array of bytes.</summary>
    public sealed record Bytes(ImmutableArray<byte> Value) : ScaleValue;

    public sealed record List(ImmutableArray<ScaleValue> Items) : ScaleValue;

    /// <summary>A composite or a tuple.</summary>
    public sealed record Members(ImmutableArray<ScaleField> Fields) : ScaleValue;

    /// <summary>One case of a variant.</summary>
    public sealed record Case(string Name, byte Index, ImmutableArray<ScaleField> Fields) : ScaleValue;

    /// <summary>A member by name, or null.</summary>
    public ScaleValue? this[string name]
    {
        get
        {
            var fields = this switch { Members m => m.Fields, Case c => c.Fields, _ => [] };
            foreach (var field in fields)
                if (field.Name == name)
                    return field.Value;
            return null;
        }
    }

    /// <summary>What is inside wrappers with a single member: 5 in H256(5), an account in its struct.</summary>
    public ScaleValue Unwrapped => this is Members { Fields: [{ Value: var inner }] } ? inner.Unwrapped : this;

    /// <summary>The value as one line for people: numbers, 0x bytes, [lists], Name(members).</summary>
    public sealed override string ToString() => this switch
    {
        Whole w => w.Value.ToString(System.Globalization.NumberFormatInfo.InvariantInfo),
        Flag f => f.Value ? "true" : "false",
        Text t => $"\"{t.Value}\"",
        Bytes b => HexBytes.Write(b.Value.AsSpan()),
        List l => $"[{string.Join(", ", l.Items)}]",
        Members m => $"({Join(m.Fields)})",
        Case { Fields.IsEmpty: true } c => c.Name,
        Case c => $"{c.Name}({Join(c.Fields)})",
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    static string Join(ImmutableArray<ScaleField> fields) =>
        string.Join(", ", fields.Select(f => f.Name is null ? $"{f.Value}" : $"{f.Name}: {f.Value}"));
}
