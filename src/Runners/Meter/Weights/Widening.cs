using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Weights;

/// <summary>Narrow floats to binary32, without rounding.</summary>
static unsafe class Widening
{
    /// <summary>A BF16 is the upper half of a binary32.</summary>
    public static void BrainFloats(ushort* from, float* into, int length)
    {
        var i = 0;
        for (; i + 16 <= length; i += 16)
        {
            var (low, high) = Vector256.Widen(Vector256.Load(from + i));
            Vector256.ShiftLeft(low, 16).AsSingle().Store(into + i);
            Vector256.ShiftLeft(high, 16).AsSingle().Store(into + i + 8);
        }
        for (; i < length; i++) into[i] = BitConverter.UInt32BitsToSingle((uint)from[i] << 16);
    }
}
