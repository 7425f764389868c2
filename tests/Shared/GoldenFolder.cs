using System.Runtime.CompilerServices;

namespace Gradients.Testing;

/// <summary>Where the golden data lies: the folder GRADIENTS_GOLDEN names, else the copy in this repository.</summary>
public static class GoldenFolder
{
    public static string Path => Environment.GetEnvironmentVariable("GRADIENTS_GOLDEN") is { Length: > 0 } named
        ? named
        : System.IO.Path.Combine(RepositoryRoot, "tests", "Golden", "2025.12");

    /// <summary>The bytes of one file; a missing one is a failure, never a skip.</summary>
    public static byte[] Read(string file)
    {
        var path = System.IO.Path.Combine(Path, file);
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
