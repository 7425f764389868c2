using System.Runtime.InteropServices;

namespace Gradients.Ledger.Log;

/// <summary>Brings files and their names to the disk, so that they outlast a loss of power.</summary>
static class Durable
{
    /// <summary>
    /// From how many files on one flush of the whole file system is cheaper than one of each. Not for a few: it would
    /// flush the database's files too, if they lie on the same disk.
    /// </summary>
    const int Many = 64;

    /// <summary>The contents of files that were written into one folder.</summary>
    internal static void Files(string folder, IReadOnlyCollection<string> files)
    {
        // One flush a file costs milliseconds each and would hold publishing to some 25,000 events a second.
        if (files.Count >= Many && OperatingSystem.IsLinux())
        {
            Flush(folder, syncfs);
            return;
        }
        foreach (var path in files)
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.None, 0);
            file.Flush(flushToDisk: true);
        }
    }

    /// <summary>The names in a folder: without them a renamed file may be gone after a crash.</summary>
    internal static void Folder(string folder)
    {
        if (!OperatingSystem.IsWindows()) // NTFS journals names; a folder cannot be flushed there.
            Flush(folder, fsync);
    }

    static void Flush(string folder, Func<int, int> flush)
    {
        var handle = open(folder, 0);
        if (handle < 0)
            throw new IOException($"{folder}: cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()})");
        var flushed = flush(handle);
        var error = Marshal.GetLastPInvokeError();
        if (close(handle) != 0 || flushed != 0)
            throw new IOException($"{folder}: cannot be flushed (errno {error})");
    }

#pragma warning disable IDE1006 // The names are the C library's.
    [DllImport("libc", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int file);

    [DllImport("libc", SetLastError = true)]
    static extern int syncfs(int file);

    [DllImport("libc")]
    static extern int close(int file);
#pragma warning restore IDE1006
}
