using System.Runtime.InteropServices;

namespace Gradients.Ledger.Log;

/// <summary>Makes a rename outlast a loss of power: the folder's own contents must reach the disk too.</summary>
static class Durable
{
    internal static void Folder(string path)
    {
        if (OperatingSystem.IsWindows())
            return; // NTFS journals names; a folder cannot be flushed there.
        var folder = open(path, 0);
        if (folder < 0)
            throw new IOException($"{path}: cannot be opened to be flushed (errno {Marshal.GetLastPInvokeError()})");
        var flushed = fsync(folder);
        var error = Marshal.GetLastPInvokeError();
        if (close(folder) != 0 || flushed != 0)
            throw new IOException($"{path}: cannot be flushed (errno {error})");
    }

#pragma warning disable IDE1006 // The names are the C library's.
    [DllImport("libc", SetLastError = true, BestFitMapping = false, ThrowOnUnmappableChar = true)]
    static extern int open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", SetLastError = true)]
    static extern int fsync(int file);

    [DllImport("libc")]
    static extern int close(int file);
#pragma warning restore IDE1006
}
