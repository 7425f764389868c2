using Gradients.Runners.Cage;

namespace Gradients.Host.Tests;

/// <summary>Cages small enough that their limits are reached in a moment.</summary>
static class Cages
{
    public static CageSettings Tiny { get; } = CageSettings.Small(Engines.Base) with
    {
        Memory = 192 << 20,
        Pids = 64,
        OpenFiles = 256,
        SharedMemory = 8 << 20,
        Temporary = 16 << 20,
        TemporaryFiles = 500,
        Output = 48 << 20,
        OutputFiles = 12_000,
        Scratch = 16 << 20,
        ScratchFiles = 1000,
    };

    /// <summary>A temporary folder that everybody may write to: only a mount can forbid it.</summary>
    public static string OpenFolder(string prefix)
    {
        var folder = Directory.CreateTempSubdirectory(prefix);
        folder.UnixFileMode = (UnixFileMode)0b111_111_111;
        return folder.FullName;
    }

    public static RunSlot Slot(int index) => new(index, "", []);
}
