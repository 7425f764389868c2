using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// The outputs one pass of the innermost loop holds in registers. The size follows the hardware and changes no bit:
/// every
/// output is one chain of fused multiply-adds over k, whatever its neighbours are.
/// </summary>
public static class Tile
{
    static readonly bool Wide = Vector512.IsHardwareAccelerated;
    static readonly bool Middle = Vector256.IsHardwareAccelerated && System.Runtime.Intrinsics.X86.Fma.IsSupported;

    /// <summary>Rows of the left factor in one tile.</summary>
    public static int Rows { get; } = Wide ? 12 : Middle ? 6 : 4;

    /// <summary>Columns of outputs in one tile.</summary>
    public static int Columns { get; } = Wide ? 32 : Middle ? 16 : 4;

    /// <summary>
    /// The path this machine takes: avx512, avx2 or scalar. Shown to people; no result depends on it.
    /// </summary>
    public static string Path => Wide ? "avx512" : Middle ? "avx2" : "scalar";

    /// <summary>c[r, j] continues over k of a[k, r] * b[k, j]; a and b are packed, k by k.</summary>
    public static unsafe void Multiply(float* a, float* b, int k, float* c, int stride)
    {
        if (Wide) Tile512.Multiply(a, b, k, c, stride);
        else if (Middle) Tile256.Multiply(a, b, k, c, stride);
        else Scalar(a, b, k, c, stride);
    }

    static unsafe void Scalar(float* a, float* b, int k, float* c, int stride)
    {
        for (var r = 0; r < 4; r++)
            for (var j = 0; j < 4; j++)
            {
                var sum = c[r * stride + j];
                for (var i = 0; i < k; i++) sum = MathF.FusedMultiplyAdd(a[i * 4 + r], b[i * 4 + j], sum);
                c[r * stride + j] = sum;
            }
    }
}
