using System.Globalization;
using System.Reflection;
using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// Unicode normalisation form C (UAX 15) by a table of Unicode 15.0: .NET leaves text as it is where globalisation is
/// invariant. The table lies beside this file: '=' composes and decomposes, '-' only decomposes, '^' is a combining
/// class.
/// </summary>
public static class CanonicalComposition
{
    const int HangulBase = 0xAC00, LBase = 0x1100, VBase = 0x1161, TBase = 0x11A7, VCount = 21, TCount = 28;
    const int HangulCount = 19 * VCount * TCount;

    static readonly Dictionary<int, int[]> Parts = [];
    static readonly Dictionary<long, int> Pairs = [];
    static readonly Dictionary<int, int> Classes = [];

    static CanonicalComposition()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("canonical.txt")!;
        using var reader = new StreamReader(stream);
        while (reader.ReadLine() is { } line)
        {
            var words = line[1..].Split(' ');
            var code = Convert.ToInt32(words[0], 16);
            if (line[0] == '^')
            {
                Classes[code] = int.Parse(words[1], CultureInfo.InvariantCulture);
                continue;
            }
            Parts[code] = [.. words[1..].Select(word => Convert.ToInt32(word, 16))];
            if (line[0] == '=') Pairs[Key(Parts[code][0], Parts[code][1])] = code;
        }
    }

    public static string Of(string text)
    {
        // Nothing below U+0300 combines, and what is there is composed already.
        if (text.AsSpan().IndexOfAnyExceptInRange('\0', '\u02FF') < 0) return text;
        var runes = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes()) Decompose(rune.Value, runes);
        Order(runes);
        Compose(runes);
        var result = new StringBuilder(text.Length);
        foreach (var rune in runes) result.Append(new Rune(rune).ToString());
        return result.ToString();
    }

    static void Decompose(int rune, List<int> into)
    {
        if (rune is >= HangulBase and < HangulBase + HangulCount)
        {
            var index = rune - HangulBase;
            into.Add(LBase + index / (VCount * TCount));
            into.Add(VBase + index % (VCount * TCount) / TCount);
            if (index % TCount != 0) into.Add(TBase + index % TCount);
        }
        else if (Parts.TryGetValue(rune, out var parts)) foreach (var part in parts) Decompose(part, into);
        else into.Add(rune);
    }

    /// <summary>Sorts each run of combining marks by class, keeping the order of equals.</summary>
    static void Order(List<int> runes)
    {
        for (var i = 0; i < runes.Count; i++)
        {
            if (Class(runes[i]) == 0) continue;
            var end = i;
            while (end < runes.Count && Class(runes[end]) != 0) end++;
            var sorted = runes[i..end].OrderBy(Class).ToList();
            for (var j = i; j < end; j++) runes[j] = sorted[j - i];
            i = end - 1;
        }
    }

    static void Compose(List<int> runes)
    {
        int starter = -1, last = -1, to = 0;
        foreach (var rune in runes.ToArray())
        {
            var order = Class(rune);
            // A mark joins its starter unless one of its own or a higher class stands between them.
            if (starter >= 0 && last < order && Pair(runes[starter], rune) is { } joined)
            {
                runes[starter] = joined;
                continue;
            }
            if (order == 0) (starter, last) = (to, -1);
            else last = order;
            runes[to++] = rune;
        }
        runes.RemoveRange(to, runes.Count - to);
    }

    static int? Pair(int first, int second)
    {
        if (first is >= LBase and < LBase + 19 && second is >= VBase and < VBase + VCount)
            return HangulBase + ((first - LBase) * VCount + second - VBase) * TCount;
        if (first is >= HangulBase and < HangulBase + HangulCount && (first - HangulBase) % TCount == 0
            && second is > TBase and < TBase + TCount)
            return first + second - TBase;
        return Pairs.TryGetValue(Key(first, second), out var joined) ? joined : null;
    }

    static int Class(int rune) => rune < 0x300 ? 0 : Classes.GetValueOrDefault(rune);

    static long Key(int first, int second) => (long)first << 32 | (uint)second;
}
