using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Reflection;
using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Projections.Audits;

/// <summary>
/// Writes what a ledger has become as bytes and reads it back: records by the parameters they are made of, doubles by
/// their bits, cases of a union by their names. It knows shapes, not meanings, so it follows every change of the state;
/// bytes are read only by the build that wrote them.
/// </summary>
abstract class StateCodec
{
    static readonly ConcurrentDictionary<Type, StateCodec> Known = new();

    public static void Write<T>(BinaryWriter to, T value) => For(typeof(T)).Write(to, value);

    public static T Read<T>(BinaryReader from, Interner names) => (T)For(typeof(T)).Read(from, names)!;

    protected abstract void Write(BinaryWriter to, object? value);

    protected abstract object? Read(BinaryReader from, Interner names);

    // Made by need: a type that holds itself finds its own codec only once it is in the table.
    static StateCodec For(Type type) => Known.GetOrAdd(type, Make);

    /// <exception cref="NotSupportedException">The state holds something that cannot be written.</exception>
    static StateCodec Make(Type type)
    {
        if (Scalar.Of(type) is { } scalar)
            return scalar;
        if (Nullable.GetUnderlyingType(type) is { } inner)
            return new Optional(inner);
        if (type.IsGenericType && Elements.Of(type) is { } elements)
            return elements;
        if (type.IsAbstract)
            return new Union(type);
        return type.IsValueType ? new Made(type) : new Optional(type, new Made(type));
    }

    sealed class Scalar(Action<BinaryWriter, object> write, Func<BinaryReader, Interner, object> read) : StateCodec
    {
        public static StateCodec? Of(Type type) => type switch
        {
            _ when type == typeof(long) => new Scalar((w, v) => w.Write((long)v), (r, _) => r.ReadInt64()),
            _ when type == typeof(int) => new Scalar((w, v) => w.Write((int)v), (r, _) => r.ReadInt32()),
            _ when type == typeof(ushort) => new Scalar((w, v) => w.Write((ushort)v), (r, _) => r.ReadUInt16()),
            _ when type == typeof(byte) => new Scalar((w, v) => w.Write((byte)v), (r, _) => r.ReadByte()),
            _ when type == typeof(bool) => new Scalar((w, v) => w.Write((bool)v), (r, _) => r.ReadBoolean()),
            _ when type == typeof(double) => new Scalar(
                (w, v) => w.Write(BitConverter.DoubleToInt64Bits((double)v)),
                (r, _) => BitConverter.Int64BitsToDouble(r.ReadInt64())),
            _ when type == typeof(string) => new Optional(type, new Scalar(WriteText, ReadText)),
            { IsEnum: true } => new Scalar(
                (w, v) => w.Write(Convert.ToInt32(v, System.Globalization.NumberFormatInfo.InvariantInfo)),
                (r, _) => Enum.ToObject(type, r.ReadInt32())),
            _ => null,
        };

        static void WriteText(BinaryWriter to, object value)
        {
            var bytes = Encoding.UTF8.GetBytes((string)value);
            to.Write(bytes.Length);
            to.Write(bytes);
        }

        // Through the audit's own interner: the same hotkey is the same string again.
        static string ReadText(BinaryReader from, Interner names) => names.Text(from.ReadBytes(from.ReadInt32()));

        protected override void Write(BinaryWriter to, object? value) => write(to, value!);

        protected override object Read(BinaryReader from, Interner names) => read(from, names);
    }

    sealed class Optional(Type type, StateCodec? given = null) : StateCodec
    {
        StateCodec Inner => given ?? For(type);

        protected override void Write(BinaryWriter to, object? value)
        {
            to.Write(value is not null);
            if (value is not null)
                Inner.Write(to, value);
        }

        protected override object? Read(BinaryReader from, Interner names) =>
            from.ReadBoolean() ? Inner.Read(from, names) : null;
    }

    /// <summary>Arrays and lists; maps from names in ordinal order.</summary>
    sealed class Elements(Type item, Func<object, IEnumerable<object?>?> open, Func<List<object?>?, object> close)
        : StateCodec
    {
        public static StateCodec? Of(Type type)
        {
            var (kind, item) = (type.GetGenericTypeDefinition(), type.GetGenericArguments()[^1]);
            var name = kind == typeof(ImmutableArray<>) ? nameof(Array)
                : kind == typeof(ImmutableList<>) ? nameof(List)
                : kind == typeof(ImmutableSortedDictionary<,>) && type.GetGenericArguments()[0] == typeof(string)
                    ? nameof(Map) : null;
            return name is null ? null : (StateCodec)typeof(Elements)
                .GetMethod(name, BindingFlags.NonPublic | BindingFlags.Static)!
                .MakeGenericMethod(item).Invoke(null, null)!;
        }

        static Elements Array<T>() => new(
            typeof(T), a => ((ImmutableArray<T>)a).IsDefault ? null : ((ImmutableArray<T>)a).Select(i => (object?)i),
            all => all is null ? default(ImmutableArray<T>) : [.. all.Select(i => (T)i!)]);

        static Elements List<T>() => new(
            typeof(T), a => ((ImmutableList<T>?)a)?.Select(i => (object?)i),
            all => ImmutableList.CreateRange(all!.Select(i => (T)i!)));

        static Elements Map<T>() => new(
            typeof(KeyValuePair<string, T>), a => ((ImmutableSortedDictionary<string, T>)a).Select(i => (object?)i),
            all => ImmutableSortedDictionary.CreateRange(
                StringComparer.Ordinal, all!.Select(i => (KeyValuePair<string, T>)i!)));

        protected override void Write(BinaryWriter to, object? value)
        {
            var all = open(value!)?.ToList();
            to.Write(all?.Count ?? -1);
            foreach (var one in all ?? [])
                For(item).Write(to, one);
        }

        protected override object Read(BinaryReader from, Interner names)
        {
            var count = from.ReadInt32();
            if (count < 0)
                return close(null);
            var all = new List<object?>();
            for (var i = 0; i < count; i++)
                all.Add(For(item).Read(from, names));
            return close(all);
        }
    }

    /// <summary>One of the cases of a closed union.</summary>
    sealed class Union(Type type) : StateCodec
    {
        protected override void Write(BinaryWriter to, object? value)
        {
            to.Write(value?.GetType().FullName ?? "");
            if (value is not null)
                For(value.GetType()).Write(to, value);
        }

        protected override object? Read(BinaryReader from, Interner names)
        {
            var name = from.ReadString();
            if (name.Length == 0)
                return null;
            var found = type.Assembly.GetType(name);
            return found is { IsAbstract: false } && found.IsAssignableTo(type)
                ? For(found).Read(from, names)
                : throw new InvalidDataException($"'{name}' is no case of {type.Name}");
        }
    }

    /// <summary>A record or another type whose constructor takes what its properties say.</summary>
    sealed class Made : StateCodec
    {
        readonly ConstructorInfo _make;
        readonly PropertyInfo[] _parts;

        /// <summary>What is said beside the constructor.</summary>
        readonly PropertyInfo[] _more;

        public Made(Type type)
        {
            const BindingFlags all = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
            _make = type.GetConstructors(all)
                .Where(made => made.GetParameters() is not [var only] || only.ParameterType != type)
                .OrderByDescending(made => made.GetParameters().Length).FirstOrDefault() ?? throw Strange(type);
            _parts = [.. _make.GetParameters().Select(part =>
                type.GetProperty(part.Name!, all | BindingFlags.IgnoreCase) is { } property
                    && property.PropertyType == part.ParameterType
                    ? property : throw Strange(type))];
            _more = [.. type.GetProperties(all)
                .Where(property => property.SetMethod is not null && property.GetIndexParameters().Length == 0
                    && !_parts.Any(part => part.Name == property.Name))
                .OrderBy(property => property.Name, StringComparer.Ordinal)];
        }

        static NotSupportedException Strange(Type type) =>
            new($"{type} is not made of its properties: an audit's state cannot hold it");

        protected override void Write(BinaryWriter to, object? value)
        {
            foreach (var part in _parts)
                For(part.PropertyType).Write(to, part.GetValue(value));
            foreach (var part in _more)
                For(part.PropertyType).Write(to, part.GetValue(value));
        }

        protected override object Read(BinaryReader from, Interner names)
        {
            var made = _make.Invoke([.. _parts.Select(part => For(part.PropertyType).Read(from, names))]);
            foreach (var part in _more)
                part.SetValue(made, For(part.PropertyType).Read(from, names));
            return made;
        }
    }
}
