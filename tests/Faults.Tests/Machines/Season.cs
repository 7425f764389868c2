using System.Text;
using Gradients.Ledger.Canonical;
using Gradients.Projections.Simulation;

namespace Gradients.Faults.Tests.Machines;

/// <summary>An invented season as files of commands: what is recorded before the faults, and what among them.</summary>
static class Season
{
    const int Before = 200;

    static readonly byte[][] Lines = [.. new SeasonSimulator(3, 2).Commands().Select(line =>
    {
        var writer = new CanonicalWriter();
        line.Write(writer);
        return writer.ToArray();
    })];

    public static string Earlier(string folder) => Write(folder, "earlier.ndjson", Lines.Take(Before));

    public static string Later(string folder) => Write(folder, "later.ndjson", Lines.Skip(Before));

    /// <summary>The same season as a file of facts, to be imported into an empty ledger.</summary>
    public static string Facts(string folder)
    {
        var path = Path.Combine(folder, "season.json");
        using var file = File.Create(path);
        SeasonFileWriter.WriteSeason(new SeasonSimulator(3, 2).Events(), "faults", file);
        return path;
    }

    static string Write(string folder, string name, IEnumerable<byte[]> lines)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, string.Concat(lines.Select(line => Encoding.UTF8.GetString(line) + "\n")));
        return path;
    }
}
