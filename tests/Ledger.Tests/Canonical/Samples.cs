using System.Collections.Immutable;
using System.Reflection;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>Instances of every event type, built by reflection over the parameters of its record.</summary>
public static class Samples
{
    /// <summary>All members present; texts that need escapes or more than ASCII; numbers of every kind.</summary>
    public static LedgerEvent Full(Type type, int salt = 0) => (LedgerEvent)Make(type, salt, optional: true);

    /// <summary>Members that may be absent are absent.</summary>
    public static LedgerEvent Bare(Type type, int salt = 0) => (LedgerEvent)Make(type, salt, optional: false);

    public static IEnumerable<Type> EventRecords => typeof(LedgerEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LedgerEvent)) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    public static TheoryData<string> Aliases => [.. EventTypes.All.Select(type => type.Alias)];

    public static EventType TypeOf(string alias) =>
        EventTypes.Find(System.Text.Encoding.ASCII.GetBytes(alias))
        ?? throw new InvalidOperationException($"no event type '{alias}'");

    /// <summary>A stream in which such an event may stand.</summary>
    public static string StreamOf(LedgerEvent e) => e switch
    {
        RulebookEvent => Streams.Rulebook,
        Metagraphs.MetagraphEvent => "metagraph/56",
        Weights.WeightsEvent => "weights/56",
        Ledger.Benchmarks.BenchmarkEvent => "benchmark/code-1",
        Pool.PoolEvent => "pool/56",
        _ => TournamentSpec.Spring,
    };

    static readonly NullabilityInfoContext Nullability = new();

    public static bool MayBeAbsent(PropertyInfo property) =>
        Nullable.GetUnderlyingType(property.PropertyType) is not null
        || (!property.PropertyType.IsValueType
            && Nullability.Create(property).ReadState == NullabilityState.Nullable);

    static object Make(Type type, int salt, bool optional)
    {
        var constructor = type.GetConstructors()[0];
        var arguments = constructor.GetParameters()
            .Select((parameter, i) => Argument(parameter, (salt * 31) + i, optional));
        return constructor.Invoke([.. arguments]);
    }

    static object? Argument(ParameterInfo parameter, int salt, bool optional)
    {
        var type = parameter.ParameterType;
        var absent = Nullable.GetUnderlyingType(type) is not null
            || (!type.IsValueType && Nullability.Create(parameter).WriteState == NullabilityState.Nullable);
        return absent && !optional ? null : Value(Nullable.GetUnderlyingType(type) ?? type, salt, optional);
    }

    static readonly string[] Texts =
        ["plain", "", "tab\tquote\"slash\\", "Grüße \u20ac \U0001F600", "\u0001\u001f\u007f", "line\nfeed", "\u2028"];

    static readonly double[] Numbers =
    [
        0.5, -0.0, 0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 5e-324, 1e300, -1.5, 0.1 + 0.2,
        1e20, -9007199254740994.0, 1e21,
    ];

    static readonly long[] Integers =
        [7, 0, -1, 1L << 53, (1L << 53) + 1, -(1L << 53) - 1, long.MaxValue, long.MinValue];

    static object Value(Type type, int salt, bool optional)
    {
        if (type == typeof(string))
            return Texts[salt % Texts.Length];
        if (type == typeof(double))
            return Numbers[salt % Numbers.Length];
        if (type == typeof(long))
            return Integers[salt % Integers.Length];
        if (type == typeof(int))
            return (int)(salt % 3 == 0 ? int.MinValue : salt);
        if (type == typeof(bool))
            return salt % 2 == 0;
        if (type == typeof(Hotkey))
            return Miner((salt % 7) + 1);
        if (type.IsEnum)
            return Enum.GetValues(type).GetValue(salt % Enum.GetValues(type).Length)!;
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return List(type.GetGenericArguments()[0], salt, optional);
        return Make(type, salt, optional);
    }

    static object List(Type element, int salt, bool optional)
    {
        var values = Array.CreateInstance(element, optional ? 1 + (salt % 3) : 0);
        for (var i = 0; i < values.Length; i++)
            values.SetValue(Value(element, salt + i, optional), i);
        var create = typeof(ImmutableArray).GetMethods()
            .First(m => m.Name == "Create" && m.GetParameters() is [{ ParameterType.IsArray: true }]);
        return create.MakeGenericMethod(element).Invoke(null, [values])!;
    }
}
