using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Six rows of two 8-lane vectors: 12 sums of the 16 registers.</summary>
static class Tile256
{
    public static unsafe void Multiply(float* a, float* b, int k, float* c, int stride)
    {
        float* c0 = c;
        float* c1 = c0 + stride;
        float* c2 = c1 + stride;
        float* c3 = c2 + stride;
        float* c4 = c3 + stride;
        float* c5 = c4 + stride;
        Vector256<float> x0 = Vector256.Load(c0), y0 = Vector256.Load(c0 + 8);
        Vector256<float> x1 = Vector256.Load(c1), y1 = Vector256.Load(c1 + 8);
        Vector256<float> x2 = Vector256.Load(c2), y2 = Vector256.Load(c2 + 8);
        Vector256<float> x3 = Vector256.Load(c3), y3 = Vector256.Load(c3 + 8);
        Vector256<float> x4 = Vector256.Load(c4), y4 = Vector256.Load(c4 + 8);
        Vector256<float> x5 = Vector256.Load(c5), y5 = Vector256.Load(c5 + 8);
        for (; k > 0; k--, a += 6, b += 16)
        {
            Vector256<float> left = Vector256.Load(b), right = Vector256.Load(b + 8);
            var v0 = Vector256.Create(a[0]);
            (x0, y0) = (Vector256.FusedMultiplyAdd(v0, left, x0), Vector256.FusedMultiplyAdd(v0, right, y0));
            var v1 = Vector256.Create(a[1]);
            (x1, y1) = (Vector256.FusedMultiplyAdd(v1, left, x1), Vector256.FusedMultiplyAdd(v1, right, y1));
            var v2 = Vector256.Create(a[2]);
            (x2, y2) = (Vector256.FusedMultiplyAdd(v2, left, x2), Vector256.FusedMultiplyAdd(v2, right, y2));
            var v3 = Vector256.Create(a[3]);
            (x3, y3) = (Vector256.FusedMultiplyAdd(v3, left, x3), Vector256.FusedMultiplyAdd(v3, right, y3));
            var v4 = Vector256.Create(a[4]);
            (x4, y4) = (Vector256.FusedMultiplyAdd(v4, left, x4), Vector256.FusedMultiplyAdd(v4, right, y4));
            var v5 = Vector256.Create(a[5]);
            (x5, y5) = (Vector256.FusedMultiplyAdd(v5, left, x5), Vector256.FusedMultiplyAdd(v5, right, y5));
        }
        x0.Store(c0); y0.Store(c0 + 8);
        x1.Store(c1); y1.Store(c1 + 8);
        x2.Store(c2); y2.Store(c2 + 8);
        x3.Store(c3); y3.Store(c3 + 8);
        x4.Store(c4); y4.Store(c4 + 8);
        x5.Store(c5); y5.Store(c5 + 8);
    }
}
