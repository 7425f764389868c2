[assembly: AssemblyFixture(typeof(Gradients.Api.Tests.ImportedSeason))]

namespace Gradients.Api.Tests;

/// <summary>
/// A ledger into which one golden season was imported, and its export: shared by all tests, changed by none.
/// </summary>
public sealed class ImportedSeason : LedgerHome
{
    public ImportedSeason()
    {
        Import = Gradients("season", "import", Golden.Season, "--json").Ended(0);
        Gradients("export", Export).Ended(0);
        Entries = System.IO.File.ReadAllLines(Export);
    }

    /// <summary>What the import answered.</summary>
    public Ran Import { get; }

    public string Export => File("ledger.ndjson");

    /// <summary>The export's lines; line n is position n.</summary>
    public string[] Entries { get; }

    /// <summary>A copy of the export with one line changed, the first that holds a text.</summary>
    /// <returns>Its path and the position that was changed.</returns>
    public (string Path, int Position) Altered(string having, Func<string, string> change)
    {
        var line = Array.FindIndex(Entries, entry => entry.Contains(having, StringComparison.Ordinal));
        Assert.True(line >= 0, $"the season has no entry with {having}");
        var altered = (string[])Entries.Clone();
        altered[line] = change(altered[line]);
        Assert.NotEqual(Entries[line], altered[line]);
        var path = File($"altered-{Guid.NewGuid():N}.ndjson");
        System.IO.File.WriteAllText(path, string.Join('\n', altered) + '\n');
        return (path, line + 1);
    }
}
