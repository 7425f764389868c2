using System.Globalization;
using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// Reads a split pattern: literals, classes, \s \S \d \D \w \W \p{..} \P{..}, groups (?: (?i: (?= (?! and greedy or
/// possessive
/// quantifiers on single items. Anything else is refused rather than guessed.
/// </summary>
sealed class PatternParser
{
    readonly int[] runes;
    readonly string text;
    int at;

    PatternParser(string pattern) => (text, runes) = (pattern, [.. pattern.EnumerateRunes().Select(r => r.Value)]);

    /// <exception cref="FormatException">The pattern uses something that is not supported.</exception>
    public static IReadOnlyList<IReadOnlyList<PatternNode>> Parse(string pattern)
    {
        var parser = new PatternParser(pattern);
        var alternatives = parser.Alternatives(anyCase: false);
        return parser.at == parser.runes.Length ? alternatives : throw parser.Fault("a closing bracket too many");
    }

    bool Done => at >= runes.Length;

    FormatException Fault(string what) => new($"Split pattern {text}: {what} near position {at}.");

    int Next() => Done ? throw Fault("an unexpected end") : runes[at++];

    bool Take(string literal)
    {
        for (var i = 0; i < literal.Length; i++)
            if (at + i >= runes.Length || runes[at + i] != literal[i]) return false;
        at += literal.Length;
        return true;
    }

    List<IReadOnlyList<PatternNode>> Alternatives(bool anyCase)
    {
        var all = new List<IReadOnlyList<PatternNode>>();
        do
        {
            var sequence = new List<PatternNode>();
            while (!Done && runes[at] is not ('|' or ')')) sequence.Add(Item(anyCase));
            all.Add(sequence);
        }
        while (Take("|"));
        return all;
    }

    PatternNode Item(bool anyCase)
    {
        if (Take("(?!")) return new PatternNode.Ahead(Closed(anyCase), Negative: true);
        if (Take("(?=")) return new PatternNode.Ahead(Closed(anyCase), Negative: false);
        if (Take("(?i:")) return Group(Closed(anyCase: true));
        if (Take("(?:")) return Group(Closed(anyCase));
        if (Take("(?")) throw Fault("an unsupported group");
        if (Take("(")) return Group(Closed(anyCase));
        var set = Set(anyCase);
        var (least, most) = Quantifier();
        var possessive = (least, most) != (1, 1) && Take("+");
        if (!Done && runes[at] == '?' && (least, most) != (1, 1)) throw Fault("an unsupported lazy quantifier");
        return new PatternNode.Runs(set, least, most, possessive);
    }

    List<IReadOnlyList<PatternNode>> Closed(bool anyCase)
    {
        var inside = Alternatives(anyCase);
        return Take(")") ? inside : throw Fault("a missing closing bracket");
    }

    PatternNode.Choice Group(IReadOnlyList<IReadOnlyList<PatternNode>> alternatives) => Quantifier() switch
    {
        (1, 1) => new(alternatives, Optional: false),
        (0, 1) => new(alternatives, Optional: true),
        _ => throw Fault("an unsupported repeated group"),
    };

    (int Least, int Most) Quantifier()
    {
        if (Take("?")) return (0, 1);
        if (Take("*")) return (0, int.MaxValue);
        if (Take("+")) return (1, int.MaxValue);
        if (!Take("{")) return (1, 1);
        var least = Number();
        var most = Take(",") ? !Done && runes[at] == '}' ? int.MaxValue : Number() : least;
        return Take("}") && most >= least ? (least, most) : throw Fault("an unreadable quantifier");
    }

    int Number()
    {
        var digits = new StringBuilder();
        while (!Done && runes[at] is >= '0' and <= '9') digits.Append((char)runes[at++]);
        return int.TryParse(digits.ToString(), NumberStyles.None, CultureInfo.InvariantCulture, out var n)
            ? n : throw Fault("an unreadable number");
    }

    RuneSet Set(bool anyCase)
    {
        var rune = Next();
        return rune switch
        {
            '[' => Class(anyCase),
            '\\' => Escape(anyCase).Set,
            '.' => RuneSet.NotNewline,
            '^' or '$' or '*' or '+' or '?' or '{' => throw Fault($"an unsupported '{(char)rune}'"),
            _ => RuneSet.Of(rune, anyCase),
        };
    }

    RuneSet Class(bool anyCase)
    {
        var negative = Take("^");
        var sets = new List<RuneSet>();
        while (!Take("]"))
        {
            var first = Next();
            if (first == '[' || (first == '&' && !Done && runes[at] == '&')) throw Fault("an unsupported nested class");
            var (set, single) = first == '\\' ? Escape(anyCase) : (RuneSet.Of(first, anyCase), first);
            if (single >= 0 && !Done && runes[at] == '-' && at + 1 < runes.Length && runes[at + 1] != ']')
            {
                at++;
                var last = Next();
                if (last == '\\') last = Escape(anyCase).Single;
                if (last < single || anyCase) throw Fault("an unsupported range");
                set = RuneSet.Range(single, last);
            }
            sets.Add(set);
        }
        var any = RuneSet.AnyOf(sets);
        return negative ? any.Not() : any;
    }

    /// <summary>Single is the one rune that is meant, -1 for a set.</summary>
    (RuneSet Set, int Single) Escape(bool anyCase)
    {
        var rune = Next();
        switch (rune)
        {
            case 's': return (RuneSet.Space, -1);
            case 'S': return (RuneSet.Space.Not(), -1);
            case 'd': return (RuneSet.Digit, -1);
            case 'D': return (RuneSet.Digit.Not(), -1);
            case 'w': return (RuneSet.Word, -1);
            case 'W': return (RuneSet.Word.Not(), -1);
            case 'p' or 'P': return (Property(negative: rune == 'P'), -1);
            case 'n': return (RuneSet.Of('\n', false), '\n');
            case 'r': return (RuneSet.Of('\r', false), '\r');
            case 't': return (RuneSet.Of('\t', false), '\t');
            case (>= 'a' and <= 'z') or (>= 'A' and <= 'Z') or (>= '0' and <= '9'):
                throw Fault($"an unsupported escape \\{(char)rune}");
            default: return (RuneSet.Of(rune, anyCase), rune);
        }
    }

    RuneSet Property(bool negative)
    {
        if (!Take("{")) throw Fault("a property without braces");
        var name = new StringBuilder();
        while (!Take("}")) name.Append((char)Next());
        var set = RuneSet.Category(name.ToString()) ?? throw Fault($"an unsupported property {name}");
        return negative ? set.Not() : set;
    }
}
