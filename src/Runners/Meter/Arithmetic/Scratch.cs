using System.Runtime.InteropServices;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>A buffer of one thread, aligned to 64 bytes and kept for the next call; its content is arbitrary.</summary>
static unsafe class Scratch
{
    public const int Panels = 0, Rows = 1, Edge = 2, Scores = 3, LeftPanels = 4, RowPanels = 5, ColumnPanels = 6;
    const int Kinds = 7;

    [ThreadStatic] static Buffer[]? buffers;

    public static float* Get(int kind, long length)
    {
        buffers ??= new Buffer[Kinds];
        if (buffers[kind] is not { } buffer || buffer.Length < length)
        {
            buffers[kind]?.Dispose();
            buffers[kind] = buffer = new Buffer(length);
        }
        return buffer.Start;
    }

    sealed class Buffer(long length) : IDisposable
    {
        public long Length { get; } = length;
        public float* Start { get; } = (float*)NativeMemory.AlignedAlloc((nuint)(length * sizeof(float)), 64);

        public void Dispose()
        {
            NativeMemory.AlignedFree(Start);
            GC.SuppressFinalize(this);
        }

        ~Buffer() => NativeMemory.AlignedFree(Start);
    }
}
