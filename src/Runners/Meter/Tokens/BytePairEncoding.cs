using System.Globalization;
using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// Byte-pair encoding of one word: start from its characters (or their bytes as &lt;0xHH&gt; tokens, or the unknown
/// token), then
/// again and again join the neighbours whose merge ranks first, the leftmost of equals.
/// </summary>
public sealed class BytePairEncoding(
    IReadOnlyDictionary<string, int> vocabulary,
    IReadOnlyDictionary<(int Left, int Right), (int Rank, int Joined)> merges,
    int? unknown, bool fuseUnknown, bool byteFallback, bool wholeWordsFirst)
{
    const int Remembered = 1 << 16;
    const int LongestRemembered = 64;
    readonly Dictionary<string, int[]> memory = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, int> Vocabulary { get; } = vocabulary;

    public void Encode(string word, List<int> into)
    {
        if (word.Length == 0) return;
        if (memory.TryGetValue(word, out var known))
        {
            into.AddRange(known);
            return;
        }
        var tokens = wholeWordsFirst && Vocabulary.TryGetValue(word, out var whole) ? [whole]
            : Merged(Characters(word));
        if (word.Length <= LongestRemembered && memory.Count < Remembered) memory[word] = tokens;
        into.AddRange(tokens);
    }

    List<int> Characters(string word)
    {
        var symbols = new List<int>(word.Length);
        var afterUnknown = false;
        foreach (var rune in word.EnumerateRunes())
        {
            var text = rune.ToString();
            var isUnknown = false;
            if (Vocabulary.TryGetValue(text, out var id)) symbols.Add(id);
            else if (byteFallback && Bytes(text) is { } bytes) symbols.AddRange(bytes);
            else if (unknown is { } token)
            {
                isUnknown = true;
                if (!fuseUnknown || !afterUnknown) symbols.Add(token);
            }
            afterUnknown = isUnknown;
        }
        return symbols;
    }

    List<int>? Bytes(string text)
    {
        var tokens = new List<int>();
        foreach (var b in Encoding.UTF8.GetBytes(text))
        {
            if (!Vocabulary.TryGetValue(string.Create(CultureInfo.InvariantCulture, $"<0x{b:X2}>"), out var id))
                return null;
            tokens.Add(id);
        }
        return tokens;
    }

    int[] Merged(List<int> symbols)
    {
        var count = symbols.Count;
        int[] next = new int[count], previous = new int[count];
        var queue = new PriorityQueue<(int At, int Left, int Right), long>();
        void Offer(int at)
        {
            if (at < 0 || next[at] >= count) return;
            var pair = (symbols[at], symbols[next[at]]);
            if (merges.TryGetValue(pair, out var merge))
                queue.Enqueue((at, pair.Item1, pair.Item2), (long)merge.Rank << 32 | (uint)at);
        }
        for (var i = 0; i < count; i++) (next[i], previous[i]) = (i + 1, i - 1);
        for (var i = 0; i < count; i++) Offer(i);
        while (queue.TryDequeue(out var pair, out _))
        {
            var (at, right) = (pair.At, next[pair.At]);
            // An entry is out of date once either neighbour has changed or gone.
            if (symbols[at] != pair.Left || right >= count || symbols[right] != pair.Right) continue;
            symbols[at] = merges[(pair.Left, pair.Right)].Joined;
            symbols[right] = -1;
            next[at] = next[right];
            if (next[at] < count) previous[next[at]] = at;
            Offer(previous[at]);
            Offer(at);
        }
        return [.. symbols.Where(symbol => symbol >= 0)];
    }
}
