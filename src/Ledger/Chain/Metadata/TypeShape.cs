using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>Primitive types, numbered as in the metadata.</summary>
public enum Primitive
{
    Bool, Char, Str, U8, U16, U32, U64, U128, U256, I8, I16, I32, I64, I128, I256,
}

/// <summary>One member of a composite or a variant.</summary>
/// <param name="Name">Null in tuples.</param>
public sealed record FieldShape(string? Name, int Type, string? TypeName);

/// <summary>One case of a variant type: a call, an event, an error, an option.</summary>
public sealed record CaseShape(string Name, byte Index, ImmutableArray<FieldShape> Fields);

/// <summary>What bytes of a type look like. Types refer to each other by number.</summary>
public abstract record TypeShape
{
    TypeShape()
    {
    }

    public sealed record Composite(ImmutableArray<FieldShape> Fields) : TypeShape;

    public sealed record Variant(ImmutableArray<CaseShape> Cases) : TypeShape;

    public sealed record Sequence(int Item) : TypeShape;

    public sealed record FixedArray(uint Length, int Item) : TypeShape;

    public sealed record Tuple(ImmutableArray<int> Items) : TypeShape;

    public sealed record Simple(Primitive Primitive) : TypeShape;

    public sealed record Compact(int Item) : TypeShape;

    /// <summary>Bits in units of another type; nothing that is read here holds any.</summary>
    public sealed record Bits(int Store, int Order) : TypeShape;
}
