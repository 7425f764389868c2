using System.Collections.Immutable;
using Gradients.Api.Shell;
using Gradients.Ledger.Rulebooks;
using Gradients.Projections.Rulebooks;

namespace Gradients.Api.Rules;

/// <summary>Rulebooks as pages of plain text, wrapped; what few would expect is marked with <c>(!)</c>.</summary>
internal static class RulePagePrinting
{
    const int Width = 100;
    const string Surprise = "(!) ";

    public static void Print(Rulebook rulebook)
    {
        Head($"Rulebook {rulebook.Id}", $"{rulebook.Of}. (!) marks what few expect.");
        foreach (var section in rulebook.Page().Sections)
        {
            Console.WriteLine($"\n{RuleWords.Title(section.Topic)}");
            Sentences("  - ", section.Rules);
            Sentences($"  {Surprise}", section.Surprises);
        }
        Console.WriteLine("\nConstants");
        var width = rulebook.Constants.Max(constant => constant.Name.Length);
        foreach (var constant in rulebook.Constants)
            Console.WriteLine($"  {constant.Name.PadRight(width)}  {Terminal.Number(constant.Value)}");
        Console.WriteLine($"\nDigest {rulebook.Digest}: another constant would be another rulebook.");
    }

    public static void Print(RulebookComparison comparison)
    {
        var (from, to) = (comparison.From, comparison.To);
        Head($"From rulebook {from.Id} to {to.Id}",
            $"{from.Of}, and {to.Of}. - is gone, + is new, (!) marks what few expect.");
        foreach (var topic in comparison.Changed)
        {
            Console.WriteLine($"\n{RuleWords.Title(topic.Topic)}");
            Sentences("  = ", topic.Same);
            Sentences("  - ", topic.Before);
            Sentences("  + ", topic.Now);
            Sentences($"  - {Surprise}", topic.SurprisesBefore);
            Sentences($"  + {Surprise}", topic.SurprisesNow);
            Sentences($"  = {Surprise}", topic.SurprisesSame);
        }
        if (!comparison.Unchanged.IsEmpty)
            Console.WriteLine($"\nUnchanged: {string.Join("; ", comparison.Unchanged.Select(RuleWords.Title))}.");
        if (comparison.Changed.IsEmpty)
            Console.WriteLine("\nNothing changes.");
        Constants(comparison);
    }

    static void Constants(RulebookComparison comparison)
    {
        if (comparison.Constants.IsEmpty)
            return;
        var width = comparison.Constants.Max(constant => constant.Name.Length);
        var column = Math.Max(12, comparison.From.Id.Length);
        Console.WriteLine($"\n{"Constants".PadRight(width + 2)}  {comparison.From.Id.PadLeft(column)}  "
            + comparison.To.Id.PadLeft(column));
        foreach (var constant in comparison.Constants)
            Console.WriteLine($"  {constant.Name.PadRight(width)}  {Value(constant.Before).PadLeft(column)}  "
                + Value(constant.Now).PadLeft(column));
    }

    static string Value(double? value) => value is { } some ? Terminal.Number(some) : "-";

    static void Head(string title, string below)
    {
        Console.WriteLine(title);
        Console.WriteLine(new string('=', title.Length));
        Sentences("", [below]);
    }

    static void Sentences(string before, ImmutableArray<string> sentences)
    {
        foreach (var sentence in sentences)
        {
            var line = before;
            var rest = new string(' ', before.Length);
            foreach (var word in sentence.Split(' '))
            {
                if (line.Length + word.Length > Width)
                {
                    Console.WriteLine(line.TrimEnd());
                    line = rest;
                }
                line += word + " ";
            }
            Console.WriteLine(line.TrimEnd());
        }
    }
}
