using System.Text;

namespace Gradients.Projections.Tests.Fuzz;

/// <summary>Ways to damage bytes that were sound: by accident, and by somebody who knows the format.</summary>
sealed class Damage(Random random)
{
    static readonly byte[][] Poison =
    [
        .. new[]
        {
            "NaN", "Infinity", "-Infinity", "-0", "-0.0", "1e400", "-1e400", "1E5", "01", "0x10", "1.", ".5", "+1",
            "null", "true", "[]", "{}", "\"\"", "\"-0\"", "\"NaN\"", "9007199254740993", "\"9007199254740993\"",
            "18446744073709551616", "-1", "1e-400", "0.1e1", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u0000\"",
            "\"\\u0041\"", "\"\\/\"", "\"\\x\"", "\"caf\u00e9\"", "\"\u2028\"", ",", "}", "{", "]", "[", "\"", "\\",
            ":", " ", "\n", "\r\n", "\t", "//", "/*", "\u00a0", "\ufeff",
        }.Select(Encoding.UTF8.GetBytes),
        [0], [0xFF], [0xC0, 0x80], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xE2, 0x28],
        Encoding.UTF8.GetBytes("\"" + new string('x', 70_000) + "\""),
        Encoding.UTF8.GetBytes(new string('9', 500)),
        Encoding.UTF8.GetBytes("0." + new string('1', 500)),
        Encoding.UTF8.GetBytes(new string('[', 50_000)),
        Encoding.UTF8.GetBytes(string.Concat(Enumerable.Repeat("{\"a\":", 20_000))),
    ];

    public Random Random { get; } = random;

    public T Pick<T>(IReadOnlyList<T> items) => items[Random.Next(items.Count)];

    /// <summary>One to four faults anywhere.</summary>
    public byte[] Bytes(byte[] sound)
    {
        var damaged = sound.ToList();
        for (var faults = 1 + (Random.Next(4) * Random.Next(2)); faults > 0; faults--)
            Once(damaged);
        return [.. damaged];
    }

    void Once(List<byte> bytes)
    {
        var at = Random.Next(bytes.Count + 1);
        var length = Math.Min(Random.Next(1, 64), bytes.Count - at);
        switch (Random.Next(9))
        {
            case 0 when at < bytes.Count:
                bytes[at] ^= (byte)(1 << Random.Next(8));
                break;
            case 1 when at < bytes.Count:
                bytes[at] = (byte)Random.Next(256);
                break;
            case 2:
                bytes.RemoveRange(at, bytes.Count - at);
                break;
            case 3:
                bytes.RemoveRange(at, length);
                break;
            case 4:
                bytes.InsertRange(at, bytes.GetRange(at, length));
                break;
            case 5:
                bytes.InsertRange(at, Pick(Poison));
                break;
            case 6:
                Replace(bytes, at);
                break;
            case 7:
                RepeatMember(bytes, at);
                break;
            default:
                var noise = new byte[Random.Next(1, 16)];
                Random.NextBytes(noise);
                bytes.InsertRange(at, noise);
                break;
        }
    }

    /// <summary>Puts something else in the place of a value.</summary>
    void Replace(List<byte> bytes, int at)
    {
        var colon = bytes.IndexOf((byte)':', at);
        if (colon < 0)
            return;
        var end = bytes.FindIndex(colon, b => b is (byte)',' or (byte)'}' or (byte)']');
        if (end < 0)
            return;
        bytes.RemoveRange(colon + 1, end - colon - 1);
        bytes.InsertRange(colon + 1, Pick(Poison));
    }

    /// <summary>Makes a name stand twice.</summary>
    static void RepeatMember(List<byte> bytes, int at)
    {
        var start = bytes.IndexOf((byte)',', at);
        var end = start < 0 ? -1 : bytes.FindIndex(start + 1, b => b is (byte)',' or (byte)'}');
        if (end > 0)
            bytes.InsertRange(end, bytes.GetRange(start, end - start));
    }
}
