namespace Gradients.Runners.Meter.Weights;

/// <summary>One tensor of a safetensors file: where its row-major little-endian elements lie.</summary>
/// <param name="Begin">First byte, counted from the start of the file.</param>
/// <param name="TypeName">The type as the file writes it.</param>
public sealed unsafe record StoredTensor(
    SafetensorsFile File, string Name, TensorType Type, string TypeName, long[] Shape, long Begin, long Bytes)
{
    public long Count => Shape.Aggregate(1L, (n, side) => n * side);

    public string ShapeText => $"[{string.Join(", ", Shape)}]";

    /// <summary>Elements [from, from + length) widened to binary32, which is exact for all three types.</summary>
    public void Read(long from, float* into, int length)
    {
        if (from < 0 || length < 0 || from + length > Count)
            throw new ArgumentOutOfRangeException(nameof(from), $"{Name} has {Count} elements.");
        var start = File.Start + Begin;
        switch (Type)
        {
            case TensorType.F32:
                Buffer.MemoryCopy(start + from * 4, into, (long)length * 4, (long)length * 4);
                break;
            case TensorType.BF16:
                Widening.BrainFloats((ushort*)start + from, into, length);
                break;
            case TensorType.F16:
                for (var i = 0; i < length; i++) into[i] = (float)((Half*)start)[from + i];
                break;
            default:
                throw new ModelException(File.Path, Name,
                    $"has elements of type {TypeName}, expected F32, F16 or BF16");
        }
    }
}
