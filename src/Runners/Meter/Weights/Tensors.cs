namespace Gradients.Runners.Meter.Weights;

/// <summary>Looks tensors up by name and demanded shape, and merges an adapter where there is one.</summary>
public sealed class Tensors(Checkpoint checkpoint, LoraAdapter? adapter)
{
    readonly Dictionary<string, WeightMatrix> matrices = new(StringComparer.Ordinal);
    readonly Dictionary<string, float[]> vectors = new(StringComparer.Ordinal);

    /// <summary>Everything the architecture asked for, by name: what a weights digest covers.</summary>
    public IReadOnlyDictionary<string, WeightMatrix> Matrices => matrices;

    public IReadOnlyDictionary<string, float[]> Vectors => vectors;

    public bool Has(string name) => checkpoint.Tensors.ContainsKey(name);

    public WeightMatrix Matrix(string name, int rows, int columns)
    {
        var matrix = new WeightMatrix(Find(name, [rows, columns]), rows, columns, adapter?.For(name, rows, columns));
        matrices[name] = matrix;
        return matrix;
    }

    public float[] Vector(string name, int length) => vectors[name] = Whole(Find(name, [length]));

    public float[]? VectorIf(bool there, string name, int length) => there ? Vector(name, length) : null;

    public static unsafe float[] Whole(StoredTensor tensor)
    {
        var values = new float[checked((int)tensor.Count)];
        fixed (float* into = values) tensor.Read(0, into, values.Length);
        foreach (var value in values)
            if (!float.IsFinite(value))
                throw new ModelException(tensor.File.Path, tensor.Name, "holds a NaN or an infinity");
        return values;
    }

    StoredTensor Find(string name, long[] shape)
    {
        if (!checkpoint.Tensors.TryGetValue(name, out var tensor))
            throw new ModelException(checkpoint.Folder, name, "is missing from the weights");
        if (!tensor.Shape.AsSpan().SequenceEqual(shape))
            throw new ModelException(tensor.File.Path, name,
                $"has shape {tensor.ShapeText}, expected [{string.Join(", ", shape)}]");
        return tensor.Type == TensorType.Other
            ? throw new ModelException(tensor.File.Path, name, $"has type {tensor.TypeName}, expected F32, F16 or BF16")
            : tensor;
    }
}
