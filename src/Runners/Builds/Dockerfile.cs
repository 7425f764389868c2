using System.Collections.Immutable;
using System.Text;
using System.Text.RegularExpressions;

namespace Gradients.Runners.Builds;

/// <summary>A dockerfile cut into its instructions, continued lines joined as the builder joins them.</summary>
static partial class Dockerfile
{
    const int MostInstructions = 1000;

    internal readonly record struct Instruction(int Line, string Word, string Arguments);

    internal static (ImmutableArray<Instruction> Instructions, string? Fault) Read(string text)
    {
        var instructions = ImmutableArray.CreateBuilder<Instruction>();
        var joined = new StringBuilder();
        var (number, began) = (0, 0);
        foreach (var raw in text.Split('\n'))
        {
            number++;
            var line = raw.TrimEnd('\r');
            // Directives choose another parser or another escape character.
            if (Directive().IsMatch(line))
                return ([], $"line {number}: '{line.Trim()}' is not allowed");
            if (line.Any(c => char.IsControl(c) && c != '\t') || line.Contains('\ufeff', StringComparison.Ordinal))
                return ([], $"line {number}: control characters are not allowed");
            var bare = line.TrimStart();
            if (bare.Length == 0 || bare[0] == '#')
                continue; // Also between continued lines.
            if (joined.Length == 0)
                began = number;
            var trimmed = line.TrimEnd(' ', '\t');
            if (trimmed.EndsWith('\\'))
            {
                joined.Append(trimmed, 0, trimmed.Length - 1).Append(' ');
                continue;
            }
            joined.Append(line);
            instructions.Add(Cut(began, joined.ToString().Trim()));
            joined.Clear();
            if (instructions.Count > MostInstructions)
                return ([], $"it has more than {MostInstructions} instructions");
        }
        return joined.Length > 0
            ? ([], $"line {began}: the last line is continued by nothing")
            : (instructions.ToImmutable(), null);
    }

    static Instruction Cut(int line, string text)
    {
        var end = text.AsSpan().IndexOfAny(' ', '\t');
        return end < 0
            ? new(line, text.ToUpperInvariant(), "")
            : new(line, text[..end].ToUpperInvariant(), text[end..].Trim());
    }

    [GeneratedRegex(@"^\s*#\s*(syntax|escape|check)\s*=", RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Directive();
}
