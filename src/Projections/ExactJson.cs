using System.Text.Json;
using Gradients.Ledger.Canonical;

namespace Gradients.Projections;

/// <summary>
/// Finite doubles in JSON documents, in digits that read back as the same double. The framework's own writer misses that
/// for two powers of two (see <see cref="Es6Number"/>).
/// </summary>
public static class ExactJson
{
    public static void WriteExact(this Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[Es6Number.MaxLength];
        if (value == 0 && double.IsNegative(value))
            json.WriteRawValue("-0.0"u8, skipInputValidation: true);
        else
            json.WriteRawValue(text[..Es6Number.Format(value, text)], skipInputValidation: true);
    }

    public static void WriteExact(this Utf8JsonWriter json, string name, double value)
    {
        json.WritePropertyName(name);
        json.WriteExact(value);
    }

    /// <summary>
    /// With a point also where the number is whole, as season files have it: languages that tell integers from other
    /// numbers read back what was meant.
    /// </summary>
    public static void WriteReal(this Utf8JsonWriter json, double value)
    {
        Span<byte> text = stackalloc byte[Es6Number.MaxLength + 2];
        var length = Es6Number.Format(value, text);
        if (text[..length].IndexOfAny(".e"u8) >= 0 || (value == 0 && double.IsNegative(value)))
        {
            json.WriteExact(value);
            return;
        }
        ".0"u8.CopyTo(text[length..]);
        json.WriteRawValue(text[..(length + 2)], skipInputValidation: true);
    }
}
