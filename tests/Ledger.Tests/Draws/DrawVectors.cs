using Gradients.Testing;

namespace Gradients.Ledger.Tests.Draws;

/// <summary>One vector of docs/draw.md: what is given under a seed, and the result.</summary>
public sealed record DrawVector(byte[] Seed, string Key, string Given, string Result)
{
    public static string Document => Path.Combine(GoldenFolder.RepositoryRoot, "docs", "draw.md");

    /// <summary>The lines of the blocks that are fenced as draw-vectors.</summary>
    public static List<DrawVector> All()
    {
        var vectors = new List<DrawVector>();
        var inside = false;
        byte[] seed = [];
        foreach (var line in File.ReadLines(Document))
        {
            if (line.StartsWith("```", StringComparison.Ordinal))
                inside = line == "```draw-vectors";
            else if (inside && line.Split(": ", 2) is [var key, var value])
            {
                if (key == "seed")
                    seed = Convert.FromHexString(value);
                else if (value.Split(" = ") is [var given, var result])
                    vectors.Add(new(seed, key, given, result));
                else
                    vectors.Add(new(seed, key, "", value));
            }
        }
        return vectors;
    }

    public static IEnumerable<DrawVector> Of(string key)
    {
        var vectors = All().Where(vector => vector.Key == key).ToList();
        Assert.NotEmpty(vectors);
        return vectors;
    }
}
