namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// Python writes NaN, Infinity and -Infinity bare. Outside of texts they get quotes, so that strict JSON reads them.
/// </summary>
static class BareWords
{
    static readonly byte[][] Words = ["NaN"u8.ToArray(), "-Infinity"u8.ToArray(), "Infinity"u8.ToArray()];

    public static byte[] Quoted(ReadOnlySpan<byte> json)
    {
        var result = new List<byte>(json.Length + 16);
        var inText = false;
        for (var i = 0; i < json.Length; i++)
        {
            if (json[i] == '"') inText = !inText;
            if (inText && json[i] == '\\' && i + 1 < json.Length) result.Add(json[i++]);
            else if (!inText && WordAt(json[i..]) is { } word)
            {
                result.AddRange([(byte)'"', .. word, (byte)'"']);
                i += word.Length - 1;
                continue;
            }
            result.Add(json[i]);
        }
        return [.. result];
    }

    static byte[]? WordAt(ReadOnlySpan<byte> rest)
    {
        foreach (var word in Words)
            if (rest.StartsWith(word)) return word;
        return null;
    }
}
