using System.Collections.Immutable;

namespace Gradients.Ledger.Chain;

/// <summary>Reads metadata of version 14, as <c>state_getMetadata</c> returns it.</summary>
public static class MetadataReader
{
    const uint Magic = 0x6174656d; // "meta"
    const byte Version = 14;

    /// <exception cref="BadScale">The bytes are no metadata of version 14; the offset tells where.</exception>
    public static RuntimeMetadata Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new ScaleReader(bytes);
        if (reader.U32() != Magic)
            throw new BadScale(0, "metadata begin with \"meta\"");
        if (reader.U8() is var version and not Version)
            throw new BadScale(4, $"metadata of version {version}; version {Version} is read here");
        var types = Types(ref reader);
        var pallets = ImmutableArray.CreateBuilder<Pallet>();
        for (var left = reader.Length(8); left > 0; left--)
            pallets.Add(Pallet(ref reader, types));
        Type(ref reader, types.Count);
        var extrinsic = reader.U8();
        var extensions = ImmutableArray.CreateBuilder<SignedExtension>();
        for (var left = reader.Length(3); left > 0; left--)
            extensions.Add(new(reader.Text(), Type(ref reader, types.Count), Type(ref reader, types.Count)));
        Type(ref reader, types.Count);
        reader.End();
        return new(types, pallets.DrainToImmutable(), extrinsic, extensions.DrainToImmutable());
    }

    static TypeRegistry Types(ref ScaleReader reader)
    {
        var count = reader.Length(5);
        var types = ImmutableArray.CreateBuilder<TypeShape>(count);
        for (var id = 0; id < count; id++)
        {
            var at = reader.Offset;
            if (reader.CompactU32() != id)
                throw new BadScale(at, $"types are numbered in order: {id} is expected");
            Texts(ref reader);
            for (var left = reader.Length(2); left > 0; left--)
            {
                reader.Text();
                if (reader.IsSome())
                    Type(ref reader, count);
            }
            types.Add(Shape(ref reader, count));
            Texts(ref reader);
        }
        return new(types.MoveToImmutable());
    }

    static TypeShape Shape(ref ScaleReader reader, int types)
    {
        var at = reader.Offset;
        var kind = reader.U8();
        return kind switch
        {
            0 => new TypeShape.Composite(Fields(ref reader, types)),
            1 => new TypeShape.Variant(Cases(ref reader, types)),
            2 => new TypeShape.Sequence(Type(ref reader, types)),
            3 => new TypeShape.FixedArray(reader.U32(), Type(ref reader, types)),
            4 => new TypeShape.Tuple(TypeList(ref reader, types)),
            5 => new TypeShape.Simple(Simple(ref reader)),
            6 => new TypeShape.Compact(Type(ref reader, types)),
            7 => new TypeShape.Bits(Type(ref reader, types), Type(ref reader, types)),
            _ => throw new BadScale(at, $"no kind of type has the number {kind}"),
        };
    }

    static Primitive Simple(ref ScaleReader reader)
    {
        var at = reader.Offset;
        var primitive = (Primitive)reader.U8();
        return primitive <= Primitive.I256 ? primitive : throw new BadScale(at, $"no primitive type {(int)primitive}");
    }

    static ImmutableArray<FieldShape> Fields(ref ScaleReader reader, int types)
    {
        var fields = ImmutableArray.CreateBuilder<FieldShape>();
        for (var left = reader.Length(4); left > 0; left--)
        {
            var name = reader.IsSome() ? reader.Text() : null;
            var type = Type(ref reader, types);
            var typeName = reader.IsSome() ? reader.Text() : null;
            Texts(ref reader);
            fields.Add(new(name, type, typeName));
        }
        return fields.DrainToImmutable();
    }

    static ImmutableArray<CaseShape> Cases(ref ScaleReader reader, int types)
    {
        var cases = ImmutableArray.CreateBuilder<CaseShape>();
        for (var left = reader.Length(4); left > 0; left--)
        {
            var name = reader.Text();
            var fields = Fields(ref reader, types);
            var index = reader.U8();
            Texts(ref reader);
            cases.Add(new(name, index, fields));
        }
        return cases.DrainToImmutable();
    }

    static Pallet Pallet(ref ScaleReader reader, TypeRegistry types)
    {
        var name = reader.Text();
        var storage = reader.IsSome() ? Storage(ref reader, types) : [];
        var calls = OptionalType(ref reader, types.Count);
        var events = OptionalType(ref reader, types.Count);
        for (var left = reader.Length(4); left > 0; left--)
        {
            reader.Text();
            Type(ref reader, types.Count);
            reader.ByteList();
            Texts(ref reader);
        }
        var errors = OptionalType(ref reader, types.Count);
        return new(name, reader.U8(), storage, calls, events, errors);
    }

    static ImmutableArray<StorageEntry> Storage(ref ScaleReader reader, TypeRegistry types)
    {
        var pallet = reader.Text();
        var entries = ImmutableArray.CreateBuilder<StorageEntry>();
        for (var left = reader.Length(6); left > 0; left--)
            entries.Add(Entry(ref reader, types, pallet));
        return entries.DrainToImmutable();
    }

    static StorageEntry Entry(ref ScaleReader reader, TypeRegistry types, string pallet)
    {
        var name = reader.Text();
        var isOptional = !reader.Flag();
        var hashers = ImmutableArray.CreateBuilder<StorageHasher>();
        ImmutableArray<int> keys = [];
        var at = reader.Offset;
        if (reader.Flag())
        {
            for (var left = reader.Length(1); left > 0; left--)
                hashers.Add(Hasher(ref reader));
            var key = Type(ref reader, types.Count);
            // Several parts are a tuple; a single part may be a tuple too, which stays one.
            keys = hashers.Count == 1 ? [key]
                : types[key] is TypeShape.Tuple tuple && tuple.Items.Length == hashers.Count ? tuple.Items
                : throw new BadScale(at, $"{pallet}.{name} has {hashers.Count} hashers and another number of keys");
        }
        var value = Type(ref reader, types.Count);
        var fallback = reader.ByteList();
        ImmutableArray<byte> copied = [.. fallback];
        Texts(ref reader);
        return new(pallet, name, isOptional, hashers.DrainToImmutable(), keys, value, copied);
    }

    static StorageHasher Hasher(ref ScaleReader reader)
    {
        var at = reader.Offset;
        var hasher = (StorageHasher)reader.U8();
        return hasher <= StorageHasher.Identity ? hasher : throw new BadScale(at, $"no hasher {(int)hasher}");
    }

    static int? OptionalType(ref ScaleReader reader, int types) =>
        reader.IsSome() ? Type(ref reader, types) : null;

    static ImmutableArray<int> TypeList(ref ScaleReader reader, int types)
    {
        var list = ImmutableArray.CreateBuilder<int>();
        for (var left = reader.Length(1); left > 0; left--)
            list.Add(Type(ref reader, types));
        return list.DrainToImmutable();
    }

    static int Type(ref ScaleReader reader, int types)
    {
        var at = reader.Offset;
        var type = reader.CompactU32();
        return type < types ? (int)type : throw new BadScale(at, $"there is no type {type}");
    }

    /// <summary>Documentation and paths: read to get behind them.</summary>
    static void Texts(ref ScaleReader reader)
    {
        for (var left = reader.Length(1); left > 0; left--)
            reader.Text();
    }
}
