using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;

namespace Gradients.Faults.Tests.Simulator;

/// <summary>Two states compared in everything they hold; lists inside records compare by their items.</summary>
static class SameState
{
    static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();

    /// <returns>Where they differ first; null when they are equal.</returns>
    public static string? Difference(object? a, object? b, string at = "state")
    {
        if (ReferenceEquals(a, b))
            return null;
        if (a is null || b is null || a.GetType() != b.GetType())
            return at;
        var type = a.GetType();
        if (a is double x && b is double y)
            return BitConverter.DoubleToInt64Bits(x) == BitConverter.DoubleToInt64Bits(y) ? null : at;
        if (a is string || type.IsPrimitive || type.IsEnum)
            return a.Equals(b) ? null : $"{at}: {a}, {b}";
        if (IsAbsent(a) || IsAbsent(b))
            return IsAbsent(a) == IsAbsent(b) ? null : at;
        if (a is IEnumerable all)
            return DifferentItem(all, (IEnumerable)b, at);
        foreach (var field in Fields.GetOrAdd(type, FieldsOf))
            if (Difference(field.GetValue(a), field.GetValue(b), $"{at}.{field.Name}") is { } difference)
                return difference;
        return null;
    }

    /// <summary>An immutable array that was never given refuses to be looked at.</summary>
    static bool IsAbsent(object value) => value.GetType().GetProperty("IsDefault")?.GetValue(value) is true;

    static string? DifferentItem(IEnumerable a, IEnumerable b, string at)
    {
        var (left, right) = (a.GetEnumerator(), b.GetEnumerator());
        for (var i = 0; left.MoveNext(); i++)
            if (!right.MoveNext())
                return $"{at} has more than {i}";
            else if (Difference(left.Current, right.Current, $"{at}[{i}]") is { } difference)
                return difference;
        return right.MoveNext() ? $"{at} has too few" : null;
    }

    static FieldInfo[] FieldsOf(Type type)
    {
        var fields = new List<FieldInfo>();
        for (var of = type; of is not null && of != typeof(object); of = of.BaseType)
            fields.AddRange(of.GetFields(
                BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        // A record is its properties; what it keeps beside them was computed from them.
        var properties = fields.Where(field => field.Name.EndsWith("k__BackingField", StringComparison.Ordinal));
        return properties.Any() ? [.. properties] : [.. fields];
    }
}
