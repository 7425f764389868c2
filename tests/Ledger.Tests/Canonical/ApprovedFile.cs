using System.Text;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>
/// Bytes that were approved once and stay. UPDATE_APPROVED=1 writes them anew, a deliberate act that shows in the diff;
/// otherwise a difference or a missing file fails and leaves what was received beside it.
/// </summary>
public static class ApprovedFile
{
    static string Folder => Path.Combine(GoldenFolder.RepositoryRoot, "tests", "Ledger.Tests", "Approved");

    public static IEnumerable<string> Names => Directory.Exists(Folder)
        ? Directory.EnumerateFiles(Folder, "*.approved.json").Select(path => Path.GetFileName(path)!)
        : [];

    public static IEnumerable<byte[]> Lines() => Names
        .SelectMany(name => File.ReadAllLines(Path.Combine(Folder, name)))
        .Select(Encoding.UTF8.GetBytes);

    public static void Matches(string name, string received)
    {
        var approved = Path.Combine(Folder, $"{name}.approved.json");
        var beside = Path.Combine(Folder, $"{name}.received.json");
        if (Environment.GetEnvironmentVariable("UPDATE_APPROVED") == "1")
        {
            Directory.CreateDirectory(Folder);
            File.WriteAllText(approved, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
            File.Delete(beside);
            return;
        }
        var known = File.Exists(approved) ? File.ReadAllText(approved) : null;
        if (known != received)
            File.WriteAllText(beside, received, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        else
            File.Delete(beside);
        Assert.True(known is not null, $"{approved} is missing: look at {beside} and run with UPDATE_APPROVED=1");
        Assert.Equal(known, received);
    }
}
