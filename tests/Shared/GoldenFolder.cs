using System.Runtime.CompilerServices;

namespace Gradients.Testing;

/// <summary>
/// Where the golden data of a rulebook lies: the folder an environment variable names, else the copy in this
/// repository. GRADIENTS_GOLDEN names that of 2025.12, GRADIENTS_GOLDEN_2026_10 and GRADIENTS_GOLDEN_2025_EARLY the
/// others.
/// </summary>
public static class GoldenFolder
{
    public const string R2025_12 = "2025.12", R2026_10 = "2026.10", Early2025 = "2025-early";

    public static string Path => Of(R2025_12);

    public static string Of(string rulebook)
    {
        var variable = "GRADIENTS_GOLDEN";
        if (rulebook != R2025_12) variable += "_" + rulebook.Replace('.', '_').Replace('-', '_').ToUpperInvariant();
        return Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named
            ? named
            : OwnFolder(rulebook);
    }

    static string OwnFolder(string rulebook) => System.IO.Path.Combine(RepositoryRoot, "tests", "Golden", rulebook);

    /// <summary>The paths of all seasons of 2025.12 that are there, at least one.</summary>
    public static string[] Seasons()
    {
        var files = Directory.GetFiles(Path, "season_*.json").Order(StringComparer.Ordinal).ToArray();
        Assert.NotEmpty(files);
        return files;
    }

    /// <summary>
    /// The path of this repository's own copy of a file of 2025.12, for specs that want a season they know: the folder
    /// that a variable names need not hold it.
    /// </summary>
    public static string Own(string file) => System.IO.Path.Combine(OwnFolder(R2025_12), file);

    /// <summary>The bytes of one file; a missing one is a failure, never a skip.</summary>
    public static byte[] Read(string file) => Read(R2025_12, file);

    /// <inheritdoc cref="Read(string)"/>
    public static byte[] Read(string rulebook, string file)
    {
        var path = System.IO.Path.Combine(Of(rulebook), file);
        Assert.True(File.Exists(path), $"golden file is missing: {path}");
        return File.ReadAllBytes(path);
    }

    public static string RepositoryRoot => FindRoot();

    static string FindRoot([CallerFilePath] string source = "")
    {
        // The sources may have been moved after the build, so the folder of the assembly is asked as well.
        foreach (var start in new[] { AppContext.BaseDirectory, System.IO.Path.GetDirectoryName(source) })
            for (var folder = start; folder is not null; folder = System.IO.Path.GetDirectoryName(folder))
                if (File.Exists(System.IO.Path.Combine(folder, "Gradients.Ledger.sln"))) return folder;
        throw new DirectoryNotFoundException("Gradients.Ledger.sln is in no folder above the tests");
    }
}
