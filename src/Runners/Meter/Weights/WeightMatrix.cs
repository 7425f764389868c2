using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Meter.Weights;

/// <summary>
/// A matrix of outputs x inputs as the architecture uses it: the stored tensor, perhaps with an adapter merged in while
/// it is
/// read, so that no second copy of the weights is ever held.
/// </summary>
public sealed record WeightMatrix(StoredTensor Tensor, int Rows, int Columns, LoraFactors? Lora)
{
    public string Name => Tensor.Name;

    /// <summary>Columns [from, from + length) of one row, as binary32.</summary>
    public unsafe void Read(int row, int from, float* into, int length)
    {
        Tensor.Read((long)row * Columns + from, into, length);
        Lora?.AddTo(into, row, Columns, from, length);
    }

    /// <summary>c[m x Rows] = a[m x Columns] times the transpose of this.</summary>
    public unsafe void Apply(float[] a, int m, float[] c, Workers workers) =>
        MatrixProduct.Linear(a, m, Columns, Read, Rows, c, workers);
}
