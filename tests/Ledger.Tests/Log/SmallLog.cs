using System.Buffers;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

/// <summary>A signed log of ours in a folder of its own.</summary>
sealed class SmallLog : IDisposable
{
    public const string Origin = "example.com/small";

    public static readonly SignerKey Key = SignerKey.New(Origin);
    public static readonly SignaturePolicy Policy = new(Key.Verifier);

    public string Folder { get; } = Directory.CreateTempSubdirectory("log").FullName;

    public static Note Sign(Checkpoint checkpoint) =>
        new(checkpoint.ToString(), [Key.Sign(checkpoint.ToString(), time: 0)]);

    /// <summary>Appends entries up to number <paramref name="size"/> and publishes.</summary>
    public SmallLog Grow(int size)
    {
        using var writer = LogWriter.Open(Folder, Policy);
        foreach (var entry in Trees.Entries(size).AsSpan((int)writer.Size))
            writer.Append(entry);
        writer.Publish(Origin, Sign);
        return this;
    }

    public TiledLog Open() => new(new FolderSource(Folder), Policy);

    /// <summary>Every published file by its path in the log.</summary>
    public SortedDictionary<string, byte[]> Files()
    {
        var files = new SortedDictionary<string, byte[]>(StringComparer.Ordinal);
        foreach (var file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            if (Path.GetFileName(file)[0] != '.')
                files.Add(Path.GetRelativePath(Folder, file).Replace('\\', '/'), File.ReadAllBytes(file));
        return files;
    }

    public static byte[] Bundle(IEnumerable<byte[]> entries)
    {
        var bundle = new ArrayBufferWriter<byte>();
        foreach (var entry in entries)
            EntryBundle.Append(bundle, entry);
        return bundle.WrittenSpan.ToArray();
    }

    public static List<string> EntriesOf(IEnumerable<EntryBundle> bundles)
    {
        var entries = new List<string>();
        foreach (var bundle in bundles)
            for (var i = 0; i < bundle.Count; i++)
            {
                Assert.Equal(entries.Count + 1, bundle.First + i);
                entries.Add(System.Text.Encoding.UTF8.GetString(bundle[i]));
            }
        return entries;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
