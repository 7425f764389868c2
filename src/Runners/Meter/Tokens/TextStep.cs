using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>One step from a text to the words that are encoded: a normaliser's or a pre-tokenizer's.</summary>
abstract record TextStep
{
    TextStep() { }

    /// <param name="first">Whether the piece starts the whole text.</param>
    public abstract IEnumerable<string> Apply(string piece, bool first);

    public sealed record Compose : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first) => [CanonicalComposition.Of(piece)];
    }

    public sealed record Prepend(string Text) : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first) =>
            [piece.Length == 0 ? piece : Text + piece];
    }

    public sealed record Replace(string From, string To) : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first) =>
            [piece.Replace(From, To, StringComparison.Ordinal)];
    }

    /// <summary>Cuts at the matches of a pattern; what lies between them is kept as a piece, or dropped.</summary>
    public sealed record Split(RunePattern Pattern, bool KeepMatches, bool KeepBetween) : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first)
        {
            int[] runes = [.. piece.EnumerateRunes().Select(rune => rune.Value)];
            var done = 0;
            foreach (var (start, end) in Pattern.Matches(runes))
            {
                if (start > done && KeepBetween) yield return Text(runes, done, start);
                if (KeepMatches) yield return Text(runes, start, end);
                done = end;
            }
            if (done < runes.Length && KeepBetween) yield return Text(runes, done, runes.Length);
        }

        static string Text(int[] runes, int start, int end)
        {
            var text = new StringBuilder(end - start);
            for (var i = start; i < end; i++)
                if (runes[i] <= char.MaxValue) text.Append((char)runes[i]);
                else text.Append(new Rune(runes[i]).ToString());
            return text.ToString();
        }
    }

    /// <summary>Every byte of the UTF-8 form as its visible character.</summary>
    public sealed record Bytes : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first) => [ByteAlphabet.Of(piece)];
    }

    /// <summary>A space in front of a piece that has none, before it is split.</summary>
    public sealed record PrefixSpace : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first) =>
            [piece.StartsWith(' ') ? piece : " " + piece];
    }

    /// <summary>Spaces become a visible mark; one is put in front, and words may be cut before each.</summary>
    public sealed record Metaspace(string Mark, bool Always, bool FirstOnly, bool Cut) : TextStep
    {
        public override IEnumerable<string> Apply(string piece, bool first)
        {
            piece = piece.Replace(" ", Mark, StringComparison.Ordinal);
            if ((Always || (FirstOnly && first)) && !piece.StartsWith(Mark, StringComparison.Ordinal))
                piece = Mark + piece;
            if (!Cut) return [piece];
            var words = new List<string>();
            for (var at = 0; at < piece.Length;)
            {
                var next = piece.IndexOf(Mark, at + 1, StringComparison.Ordinal);
                words.Add(next < 0 ? piece[at..] : piece[at..next]);
                at = next < 0 ? piece.Length : next;
            }
            return words;
        }
    }
}
