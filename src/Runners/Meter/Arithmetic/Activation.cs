using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Element-wise functions on binary32 rows: widened to binary64, computed there, rounded once.</summary>
public static class Activation
{
    const double RootHalf = 0.7071067811865476;
    const double RootTwoOverPi = 0.7978845608028654;

    /// <summary>gate[i] = gate[i] / (1 + e^-gate[i]) * up[i].</summary>
    public static void SwiGlu(Span<float> gate, ReadOnlySpan<float> up)
    {
        InEights<Silu>(gate);
        for (var i = 0; i < gate.Length; i++) gate[i] *= up[i];
    }

    /// <summary>x/2 (1 + erf(x / sqrt 2)).</summary>
    public static void Gelu(Span<float> row) => InEights<WithErf>(row);

    /// <summary>x/2 (1 + tanh(sqrt(2/pi) (x + 0.044715 x^3))).</summary>
    public static void GeluTanh(Span<float> row) => InEights<WithTanh>(row);

    /// <summary>row[i] = e^(row[i] - most), the difference taken in binary32.</summary>
    public static void ExponentialsBelow(Span<float> row, float most)
    {
        var shift = Vector256.Create(most);
        Span<float> last = stackalloc float[8];
        for (var i = 0; i < row.Length; i += 8)
        {
            var eight = Load(row[i..], last) - shift;
            var (low, high) = Vector256.Widen(eight);
            Store(Vector256.Narrow(Exponential.Of(low), Exponential.Of(high)), row[i..], last);
        }
    }

    static void InEights<T>(Span<float> row) where T : struct, IElementwise
    {
        Span<float> last = stackalloc float[8];
        for (var i = 0; i < row.Length; i += 8)
        {
            var (low, high) = Vector256.Widen(Load(row[i..], last));
            Store(Vector256.Narrow(T.Of(low), T.Of(high)), row[i..], last);
        }
    }

    /// <summary>A type for each function, so that the compiler puts it into the loop.</summary>
    interface IElementwise
    {
        static abstract Vector256<double> Of(Vector256<double> x);
    }

    readonly struct Silu : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> x) => x / (Vector256<double>.One + Exponential.Of(-x));
    }

    readonly struct WithErf : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> x) => Vector256.Create(0.5) * x
            * (Vector256<double>.One + ErrorFunction.Of(x * Vector256.Create(RootHalf)));
    }

    readonly struct WithTanh : IElementwise
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static Vector256<double> Of(Vector256<double> x)
        {
            var inner = Vector256.Create(RootTwoOverPi) * (x + Vector256.Create(0.044715) * x * x * x);
            return Vector256.Create(0.5) * x * (Vector256<double>.One + Exponential.Tanh(inner));
        }
    }

    static Vector256<float> Load(ReadOnlySpan<float> row, Span<float> last)
    {
        if (row.Length >= 8) return Vector256.Create(row);
        last.Clear();
        row.CopyTo(last);
        return Vector256.Create<float>(last);
    }

    static void Store(Vector256<float> eight, Span<float> row, Span<float> last)
    {
        if (row.Length >= 8)
        {
            eight.CopyTo(row);
            return;
        }
        eight.CopyTo(last);
        last[..row.Length].CopyTo(row);
    }
}
