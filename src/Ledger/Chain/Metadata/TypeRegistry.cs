using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>All types of a runtime, and values of them. The index of a type is its number.</summary>
public sealed class TypeRegistry(ImmutableArray<TypeShape> types)
{
    /// <summary>Values nest a handful of levels; anything deeper is an attack.</summary>
    const int MaxDepth = 64;

    /// <summary>Types without bytes can be nested so that a few of them mean billions of values.</summary>
    const int MostValues = 2_000_000;

    /// <summary>By type: 0 not yet asked, 1 its values have bytes, 2 they have none.</summary>
    readonly byte[] _empty = new byte[types.Length];

    public int Count => types.Length;

    public TypeShape this[int type] => types[type];

    /// <summary>Reads one value and goes on behind it.</summary>
    /// <exception cref="BadScale">The bytes are no value of that type.</exception>
    public ScaleValue Read(ref ScaleReader reader, int type)
    {
        var values = 0;
        return Read(ref reader, type, 0, ref values);
    }

    /// <summary>Reads a value that fills the bytes to their end.</summary>
    public ScaleValue Read(ReadOnlySpan<byte> bytes, int type)
    {
        var reader = new ScaleReader(bytes);
        var value = Read(ref reader, type);
        reader.End();
        return value;
    }

    ScaleValue Read(ref ScaleReader reader, int type, int depth, ref int values)
    {
        if (depth > MaxDepth)
            throw reader.Fault($"values nest deeper than {MaxDepth} levels");
        if (++values > MostValues)
            throw reader.Fault($"more than {MostValues} values");
        switch (types[type])
        {
            case TypeShape.Composite composite:
                return new ScaleValue.Members(Fields(ref reader, composite.Fields, depth, ref values));
            case TypeShape.Variant variant:
                return Case(ref reader, variant, depth, ref values);
            case TypeShape.Sequence sequence:
                return Items(ref reader, reader.Length(LeastBytes(sequence.Item)), sequence.Item, depth, ref values);
            case TypeShape.FixedArray array:
                if (array.Length > (IsEmpty(array.Item) ? ScaleReader.MostEmptyItems : (uint)reader.Left))
                    throw reader.Fault($"an array of {array.Length} items does not fit into {reader.Left} bytes");
                return Items(ref reader, (int)array.Length, array.Item, depth, ref values);
            case TypeShape.Tuple tuple:
                var members = ImmutableArray.CreateBuilder<ScaleField>(tuple.Items.Length);
                foreach (var item in tuple.Items)
                    members.Add(new(null, Read(ref reader, item, depth + 1, ref values)));
                return new ScaleValue.Members(members.MoveToImmutable());
            case TypeShape.Simple simple:
                return Simple(ref reader, simple.Primitive);
            case TypeShape.Compact:
                return new ScaleValue.Whole(reader.Compact());
            case TypeShape.Bits:
                throw reader.Fault("a sequence of bits: nothing that is read here holds one");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    ScaleValue.Case Case(ref ScaleReader reader, TypeShape.Variant variant, int depth, ref int values)
    {
        var at = reader.Offset;
        var index = reader.U8();
        foreach (var known in variant.Cases)
            if (known.Index == index)
                return new(known.Name, index, Fields(ref reader, known.Fields, depth, ref values));
        throw new BadScale(at, $"no case has the index {index}");
    }

    ImmutableArray<ScaleField> Fields(
        ref ScaleReader reader, ImmutableArray<FieldShape> shapes, int depth, ref int values)
    {
        var fields = ImmutableArray.CreateBuilder<ScaleField>(shapes.Length);
        foreach (var shape in shapes)
            fields.Add(new(shape.Name, Read(ref reader, shape.Type, depth + 1, ref values)));
        return fields.MoveToImmutable();
    }

    ScaleValue Items(ref ScaleReader reader, int count, int item, int depth, ref int values)
    {
        if (types[item] is TypeShape.Simple { Primitive: Primitive.U8 })
            return new ScaleValue.Bytes([.. reader.Bytes(count)]);
        var items = ImmutableArray.CreateBuilder<ScaleValue>();
        for (var i = 0; i < count; i++)
            items.Add(Read(ref reader, item, depth + 1, ref values));
        return new ScaleValue.List(items.DrainToImmutable());
    }

    static ScaleValue Simple(ref ScaleReader reader, Primitive primitive) => primitive switch
    {
        Primitive.Bool => new ScaleValue.Flag(reader.Flag()),
        Primitive.Str => new ScaleValue.Text(reader.Text()),
        Primitive.Char => new ScaleValue.Whole(reader.Whole(4, signed: false)),
        _ => new ScaleValue.Whole(reader.Whole(Bytes(primitive), primitive >= Primitive.I8)),
    };

    static int Bytes(Primitive primitive) => primitive switch
    {
        Primitive.Bool or Primitive.Str or Primitive.U8 or Primitive.I8 => 1,
        Primitive.U16 or Primitive.I16 => 2,
        Primitive.Char or Primitive.U32 or Primitive.I32 => 4,
        Primitive.U64 or Primitive.I64 => 8,
        Primitive.U128 or Primitive.I128 => 16,
        _ => 32,
    };

    /// <summary>
    /// A type in words, wrappers with one member left out: <c>u16</c>, <c>Vec&lt;u16&gt;</c>, <c>[u8; 32]</c>.
    /// </summary>
    public string Describe(int type)
    {
        var left = MaxDepth;
        return Describe(type, ref left);
    }

    string Describe(int type, ref int left)
    {
        if (--left < 0)
            return "…";
        switch (types[type])
        {
            case TypeShape.Composite { Fields: [var only] }: return Describe(only.Type, ref left);
            case TypeShape.Composite composite: return $"{{{Joined(composite.Fields.Select(f => f.Type), ref left)}}}";
            case TypeShape.Variant variant: return $"one of {variant.Cases.Length} cases";
            case TypeShape.Sequence sequence: return $"Vec<{Describe(sequence.Item, ref left)}>";
            case TypeShape.FixedArray array: return $"[{Describe(array.Item, ref left)}; {array.Length}]";
            case TypeShape.Tuple tuple: return $"({Joined(tuple.Items, ref left)})";
            case TypeShape.Simple simple: return simple.Primitive.ToString().ToLowerInvariant();
            case TypeShape.Compact compact: return $"Compact<{Describe(compact.Item, ref left)}>";
            default: return "bits";
        }
    }

    string Joined(IEnumerable<int> parts, ref int left)
    {
        var words = new List<string>();
        foreach (var part in parts)
            words.Add(Describe(part, ref left));
        return string.Join(", ", words);
    }

    /// <summary>Whether values of a type have no bytes at all: the data of an extension that may be ignored.</summary>
    public bool IsEmpty(int type) => IsEmpty(type, 0);

    bool IsEmpty(int type, int depth)
    {
        if (depth > MaxDepth)
            return false;
        if (_empty[type] == 0)
        {
            // While it is being asked, and where types go round in circles, it counts as having bytes.
            _empty[type] = 1;
            var isEmpty = types[type] switch
            {
                TypeShape.Composite composite => composite.Fields.All(field => IsEmpty(field.Type, depth + 1)),
                TypeShape.Tuple tuple => tuple.Items.All(item => IsEmpty(item, depth + 1)),
                TypeShape.FixedArray array => array.Length == 0 || IsEmpty(array.Item, depth + 1),
                _ => false,
            };
            _empty[type] = isEmpty ? (byte)2 : (byte)1;
        }
        return _empty[type] == 2;
    }

    /// <summary>0, or 1 as a lower bound of the bytes that a value takes: enough to bound a list's length.</summary>
    int LeastBytes(int type) => IsEmpty(type) ? 0 : 1;
}
