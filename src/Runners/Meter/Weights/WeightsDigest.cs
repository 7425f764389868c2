using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// SHA-256 over the weights as they are used: names in ordinal order, each with a zero byte, rows and columns (64-bit
/// little-endian; a vector has one row) and its values as little-endian binary32, adapters merged. The same model in
/// another
/// file layout or wider type has the same digest, so an untouched base is found whatever it was saved as.
/// </summary>
public static class WeightsDigest
{
    /// <exception cref="ModelException">A weight is NaN or infinite.</exception>
    public static unsafe string Of(Tensors tensors)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var names = tensors.Matrices.Keys.Concat(tensors.Vectors.Keys).Order(StringComparer.Ordinal);
        foreach (var name in names)
        {
            hash.AppendData(Encoding.UTF8.GetBytes(name + "\0"));
            if (tensors.Vectors.TryGetValue(name, out var vector))
            {
                Sides(hash, 1, vector.Length);
                Values(hash, vector);
                continue;
            }
            var matrix = tensors.Matrices[name];
            Sides(hash, matrix.Rows, matrix.Columns);
            var row = new float[matrix.Columns];
            for (var r = 0; r < matrix.Rows; r++)
            {
                fixed (float* into = row) matrix.Read(r, 0, into, row.Length);
                CheckFinite(matrix, row);
                Values(hash, row);
            }
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    static void CheckFinite(WeightMatrix matrix, float[] row)
    {
        var all = 0f;
        // One NaN or infinity times zero stays NaN through every addition.
        foreach (var value in row) all += value * 0f;
        if (all != 0f) throw new ModelException(matrix.Tensor.File.Path, matrix.Name, "holds a NaN or an infinity");
    }

    static void Sides(IncrementalHash hash, long rows, long columns)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, rows);
        BinaryPrimitives.WriteInt64LittleEndian(bytes[8..], columns);
        hash.AppendData(bytes);
    }

    static void Values(IncrementalHash hash, float[] values)
    {
        // Every platform .NET runs a meter on is little-endian.
        hash.AppendData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(values.AsSpan()));
    }
}
