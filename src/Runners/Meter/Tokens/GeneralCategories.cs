using System.Globalization;
using System.Reflection;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>
/// General categories of all code points by a table of Unicode 15.0, so that token ids do not change with the runtime.
/// The
/// table lies beside this file: first code point and category of every run.
/// </summary>
static class GeneralCategories
{
    static readonly int[] Starts;
    static readonly byte[] Kinds;

    public static readonly string[] Names =
    [
        "Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Nl", "No", "Zs", "Zl", "Zp", "Cc", "Cf", "Cs", "Co",
        "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "Sk", "So", "Cn",
    ];

    static GeneralCategories()
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream("categories.txt")!;
        using var reader = new StreamReader(stream);
        var (starts, kinds) = (new List<int>(), new List<byte>());
        while (reader.ReadLine() is { } line)
        {
            var words = line.Split(' ');
            starts.Add(int.Parse(words[0], NumberStyles.HexNumber, CultureInfo.InvariantCulture));
            kinds.Add((byte)Array.IndexOf(Names, words[1]));
        }
        (Starts, Kinds) = ([.. starts], [.. kinds]);
    }

    /// <summary>Index into <see cref="Names"/>.</summary>
    public static int Of(int rune)
    {
        var at = Array.BinarySearch(Starts, rune);
        return Kinds[at >= 0 ? at : ~at - 1];
    }

    public static bool IsAssigned(int rune) => Names[Of(rune)] != "Cn";
}
