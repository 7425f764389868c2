using System.Buffers.Text;
using System.Text;
using System.Text.Json;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// Turns any JSON text into canonical bytes, or says exactly what is wrong with it. Stricter than the framework's
/// reader: duplicate names, lone surrogates, U+0000, numbers beyond binary64 and a bare -0 are errors.
/// </summary>
public static class StrictJson
{
    /// <summary>Facts are flat; anything deeper is an attack or a mistake.</summary>
    const int MaxDepth = 16;

    static readonly JsonReaderOptions Options = new()
    {
        AllowTrailingCommas = false,
        CommentHandling = JsonCommentHandling.Disallow,
        MaxDepth = MaxDepth,
    };

    /// <param name="text">One JSON value, UTF-8.</param>
    /// <param name="fromJsonb">Numbers come in PostgreSQL's plain notation, where 1e300 has 301 digits.</param>
    /// <exception cref="NotCanonical">The text is not strict JSON; the message names the field.</exception>
    public static byte[] Canonical(ReadOnlySpan<byte> text, bool fromJsonb = false)
    {
        var writer = new CanonicalWriter();
        var reader = new Utf8JsonReader(text, Options);
        if (text.Trim(" \t\r\n"u8).IsEmpty)
            throw new NotCanonical("there is nothing where JSON should be", 0);
        try
        {
            Next(ref reader, "");
            Value(ref reader, writer, "", fromJsonb);
            if (reader.Read())
                throw Fault(ref reader, "", "there is more text after the end");
        }
        catch (JsonException broken)
        {
            var at = (int)reader.BytesConsumed;
            var path = FieldPath.At(text, at);
            throw new NotCanonical(
                $"{(path.Length > 0 ? $"field '{path}': " : "")}not JSON: {Reason(broken)}", at);
        }
        return writer.ToArray();
    }

    /// <summary>The framework's sentence without the line and byte numbers it appends, which count this text alone.</summary>
    static string Reason(JsonException broken)
    {
        var end = broken.Message.IndexOf(" LineNumber:", StringComparison.Ordinal);
        return (end < 0 ? broken.Message : broken.Message[..end]).TrimEnd('.');
    }

    static NotCanonical Fault(ref Utf8JsonReader reader, string path, string reason) =>
        new(path.Length == 0 ? reason : $"field '{path}': {reason}", (int)reader.TokenStartIndex);

    static void Next(ref Utf8JsonReader reader, string path)
    {
        if (!reader.Read())
            throw Fault(ref reader, path, "the text ends too early");
    }

    static void Value(ref Utf8JsonReader reader, CanonicalWriter writer, string path, bool fromJsonb)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject: Object(ref reader, writer, path, fromJsonb); break;
            case JsonTokenType.StartArray: List(ref reader, writer, path, fromJsonb); break;
            case JsonTokenType.String: writer.Text(Text(ref reader, path)); break;
            case JsonTokenType.Number: Number(ref reader, writer, path, fromJsonb); break;
            case JsonTokenType.True: writer.Flag(true); break;
            case JsonTokenType.False: writer.Flag(false); break;
            default: throw Fault(ref reader, path, "null is never written: leave the field out");
        }
    }

    static string Text(ref Utf8JsonReader reader, string path)
    {
        string text;
        try
        {
            text = reader.GetString()!;
        }
        catch (InvalidOperationException)
        {
            throw Fault(ref reader, path, "a lone surrogate or bytes that are not UTF-8");
        }
        if (text.Contains('\0', StringComparison.Ordinal))
            throw Fault(ref reader, path, "U+0000 cannot be recorded");
        return text;
    }

    static void Object(ref Utf8JsonReader reader, CanonicalWriter writer, string path, bool fromJsonb)
    {
        var members = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        Next(ref reader, path);
        while (reader.TokenType != JsonTokenType.EndObject)
        {
            var name = Text(ref reader, path);
            var inner = path.Length == 0 ? name : $"{path}.{name}";
            var start = writer.Length;
            if (members.ContainsKey(name))
                throw Fault(ref reader, inner, "the name stands twice");
            Next(ref reader, inner);
            Value(ref reader, writer, inner, fromJsonb);
            members.Add(name, writer.Written[start..].ToArray());
            writer.Truncate(start);
            Next(ref reader, path);
        }
        writer.Raw((byte)'{');
        var first = true;
        foreach (var (name, value) in members)
        {
            if (!first)
                writer.Raw((byte)',');
            first = false;
            writer.Text(name);
            writer.Raw((byte)':');
            writer.Raw(value);
        }
        writer.Raw((byte)'}');
    }

    static void List(ref Utf8JsonReader reader, CanonicalWriter writer, string path, bool fromJsonb)
    {
        writer.Raw((byte)'[');
        Next(ref reader, path);
        for (var i = 0; reader.TokenType != JsonTokenType.EndArray; i++)
        {
            if (i > 0)
                writer.Raw((byte)',');
            Value(ref reader, writer, $"{path}[{i}]", fromJsonb);
            Next(ref reader, path);
        }
        writer.Raw((byte)']');
    }

    static void Number(ref Utf8JsonReader reader, CanonicalWriter writer, string path, bool fromJsonb)
    {
        var raw = reader.ValueSpan;
        if (raw.Length > 400)
            throw Fault(ref reader, path, "the number has more than 400 digits");
        if (!Utf8Parser.TryParse(raw, out double value, out var read) || read != raw.Length
            || !double.IsFinite(value))
            throw Fault(ref reader, path, "the number is beyond the range of a binary64");
        if (value == 0 && raw[0] == (byte)'-')
            throw Fault(ref reader, path, "a bare -0: write the string \"-0\"");
        var whole = raw.IndexOfAny((byte)'.', (byte)'e', (byte)'E') < 0;
        if (whole && !fromJsonb && !IsExact(raw, value))
            throw Fault(ref reader, path,
                $"the integer {Encoding.ASCII.GetString(raw)} is beyond 2^53: write it as a string");
        writer.Number(value);
    }

    /// <summary>
    /// Compared as it is written: the binary64 of 2^53 + 1 is 2^53. Beyond that only the text of the binary64 itself is
    /// let pass, such as a loss of 1e20; where an integer is expected it will be refused.
    /// </summary>
    static bool IsExact(ReadOnlySpan<byte> whole, double value)
    {
        if (Math.Abs(value) < CanonicalWriter.MaxExactInteger)
            return true;
        Span<byte> text = stackalloc byte[Es6Number.MaxLength];
        var length = Es6Number.Format(value, text);
        return whole.SequenceEqual(text[..length]);
    }
}
