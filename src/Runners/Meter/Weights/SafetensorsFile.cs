using System.IO.MemoryMappedFiles;

namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// A memory-mapped safetensors file: 8 bytes little-endian header length, a JSON header, then the tensors' bytes, which
/// must fill the rest of the file without holes or overlaps. Every offset is checked before anything is read.
/// </summary>
public sealed unsafe class SafetensorsFile : IDisposable
{
    readonly MemoryMappedFile map;
    readonly MemoryMappedViewAccessor view;
    bool closed;

    SafetensorsFile(string path, long length)
    {
        Path = path;
        map = MemoryMappedFile.CreateFromFile(path, FileMode.Open, null, 0, MemoryMappedFileAccess.Read);
        view = map.CreateViewAccessor(0, length, MemoryMappedFileAccess.Read);
        byte* start = null;
        view.SafeMemoryMappedViewHandle.AcquirePointer(ref start);
        Start = start + view.PointerOffset;
    }

    public string Path { get; }

    public IReadOnlyDictionary<string, StoredTensor> Tensors { get; private set; } =
        new Dictionary<string, StoredTensor>();

    internal byte* Start { get; }

    /// <exception cref="ModelException">The file is truncated or its header lies.</exception>
    public static SafetensorsFile Open(string path)
    {
        if (!File.Exists(path)) throw new ModelException(path, null, "is missing");
        var length = new FileInfo(path).Length;
        if (length < 8) throw new ModelException(path, null, $"has {length} bytes, too short for a header");
        var file = new SafetensorsFile(path, length);
        try
        {
            file.Tensors = SafetensorsHeader.Read(file, length);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        if (closed) return;
        closed = true;
        view.SafeMemoryMappedViewHandle.ReleasePointer();
        view.Dispose();
        map.Dispose();
    }
}
