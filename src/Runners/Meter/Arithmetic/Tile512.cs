using System.Runtime.Intrinsics;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Twelve rows of two 16-lane vectors: 24 sums of the 32 registers.</summary>
static class Tile512
{
    public static unsafe void Multiply(float* a, float* b, int k, float* c, int stride)
    {
        float* c0 = c;
        float* c1 = c0 + stride;
        float* c2 = c1 + stride;
        float* c3 = c2 + stride;
        float* c4 = c3 + stride;
        float* c5 = c4 + stride;
        float* c6 = c5 + stride;
        float* c7 = c6 + stride;
        float* c8 = c7 + stride;
        float* c9 = c8 + stride;
        float* c10 = c9 + stride;
        float* c11 = c10 + stride;
        Vector512<float> x0 = Vector512.Load(c0), y0 = Vector512.Load(c0 + 16);
        Vector512<float> x1 = Vector512.Load(c1), y1 = Vector512.Load(c1 + 16);
        Vector512<float> x2 = Vector512.Load(c2), y2 = Vector512.Load(c2 + 16);
        Vector512<float> x3 = Vector512.Load(c3), y3 = Vector512.Load(c3 + 16);
        Vector512<float> x4 = Vector512.Load(c4), y4 = Vector512.Load(c4 + 16);
        Vector512<float> x5 = Vector512.Load(c5), y5 = Vector512.Load(c5 + 16);
        Vector512<float> x6 = Vector512.Load(c6), y6 = Vector512.Load(c6 + 16);
        Vector512<float> x7 = Vector512.Load(c7), y7 = Vector512.Load(c7 + 16);
        Vector512<float> x8 = Vector512.Load(c8), y8 = Vector512.Load(c8 + 16);
        Vector512<float> x9 = Vector512.Load(c9), y9 = Vector512.Load(c9 + 16);
        Vector512<float> x10 = Vector512.Load(c10), y10 = Vector512.Load(c10 + 16);
        Vector512<float> x11 = Vector512.Load(c11), y11 = Vector512.Load(c11 + 16);
        for (; k > 0; k--, a += 12, b += 32)
        {
            Vector512<float> left = Vector512.Load(b), right = Vector512.Load(b + 16);
            var v0 = Vector512.Create(a[0]);
            (x0, y0) = (Vector512.FusedMultiplyAdd(v0, left, x0), Vector512.FusedMultiplyAdd(v0, right, y0));
            var v1 = Vector512.Create(a[1]);
            (x1, y1) = (Vector512.FusedMultiplyAdd(v1, left, x1), Vector512.FusedMultiplyAdd(v1, right, y1));
            var v2 = Vector512.Create(a[2]);
            (x2, y2) = (Vector512.FusedMultiplyAdd(v2, left, x2), Vector512.FusedMultiplyAdd(v2, right, y2));
            var v3 = Vector512.Create(a[3]);
            (x3, y3) = (Vector512.FusedMultiplyAdd(v3, left, x3), Vector512.FusedMultiplyAdd(v3, right, y3));
            var v4 = Vector512.Create(a[4]);
            (x4, y4) = (Vector512.FusedMultiplyAdd(v4, left, x4), Vector512.FusedMultiplyAdd(v4, right, y4));
            var v5 = Vector512.Create(a[5]);
            (x5, y5) = (Vector512.FusedMultiplyAdd(v5, left, x5), Vector512.FusedMultiplyAdd(v5, right, y5));
            var v6 = Vector512.Create(a[6]);
            (x6, y6) = (Vector512.FusedMultiplyAdd(v6, left, x6), Vector512.FusedMultiplyAdd(v6, right, y6));
            var v7 = Vector512.Create(a[7]);
            (x7, y7) = (Vector512.FusedMultiplyAdd(v7, left, x7), Vector512.FusedMultiplyAdd(v7, right, y7));
            var v8 = Vector512.Create(a[8]);
            (x8, y8) = (Vector512.FusedMultiplyAdd(v8, left, x8), Vector512.FusedMultiplyAdd(v8, right, y8));
            var v9 = Vector512.Create(a[9]);
            (x9, y9) = (Vector512.FusedMultiplyAdd(v9, left, x9), Vector512.FusedMultiplyAdd(v9, right, y9));
            var v10 = Vector512.Create(a[10]);
            (x10, y10) = (Vector512.FusedMultiplyAdd(v10, left, x10), Vector512.FusedMultiplyAdd(v10, right, y10));
            var v11 = Vector512.Create(a[11]);
            (x11, y11) = (Vector512.FusedMultiplyAdd(v11, left, x11), Vector512.FusedMultiplyAdd(v11, right, y11));
        }
        x0.Store(c0); y0.Store(c0 + 16);
        x1.Store(c1); y1.Store(c1 + 16);
        x2.Store(c2); y2.Store(c2 + 16);
        x3.Store(c3); y3.Store(c3 + 16);
        x4.Store(c4); y4.Store(c4 + 16);
        x5.Store(c5); y5.Store(c5 + 16);
        x6.Store(c6); y6.Store(c6 + 16);
        x7.Store(c7); y7.Store(c7 + 16);
        x8.Store(c8); y8.Store(c8 + 16);
        x9.Store(c9); y9.Store(c9 + 16);
        x10.Store(c10); y10.Store(c10 + 16);
        x11.Store(c11); y11.Store(c11 + 16);
    }
}
