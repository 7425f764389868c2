using System.Collections.Immutable;
using System.Formats.Tar;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Builds;

/// <summary>
/// The tar stream that an engine builds from, written by us from checked files: names, modes and bytes alone.
/// </summary>
static class BuildContext
{
    internal static MemoryStream Of(ImmutableArray<EntryFile> files)
    {
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
            foreach (var file in files)
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, file.Path)
                {
                    Mode = (UnixFileMode)(file.Executable ? 0b111_101_101 : 0b110_100_100),
                    ModificationTime = DateTimeOffset.UnixEpoch,
                    DataStream = new MemoryStream(file.Content),
                });
        stream.Position = 0;
        return stream;
    }
}
