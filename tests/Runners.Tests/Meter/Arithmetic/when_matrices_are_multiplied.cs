using Gradients.Runners.Meter.Arithmetic;

namespace Gradients.Runners.Tests.Meter.Arithmetic;

public sealed unsafe class when_matrices_are_multiplied
{
    const int Seed = 7;

    [Theory]
    [InlineData(1, 1, 1), InlineData(5, 383, 33), InlineData(13, 384, 32), InlineData(12, 385, 100)]
    [InlineData(37, 1000, 257), InlineData(64, 769, 16)]
    public void every_output_is_one_chain_over_k(int m, int k, int n)
    {
        var (a, w) = (Random(m * k), Random(n * k));
        foreach (var threads in new[] { 1, 2, 5 })
        {
            var c = new float[m * n];
            MatrixProduct.Linear(a, m, k, Reader(w, k), n, c, new Workers(threads));
            for (var i = 0; i < m; i++)
                for (var j = 0; j < n; j++) Same(Chain(a, i * k, w, j * k, 1, k), c[i * n + j]);
        }
    }

    [Theory]
    [InlineData(7, 40, 19), InlineData(25, 64, 80)]
    public void strided_products_on_one_thread_are_the_same_chains(int m, int k, int n)
    {
        var (a, w, b, c) = (Random(m * k), Random(n * k), Random(k * n), new float[m * n]);
        fixed (float* pa = a, pw = w, pb = b, pc = c)
        {
            MatrixProduct.WithPanels(pa, k, m, k, MatrixProduct.PackRows(pw, k, n, k), k, n, pc, n);
            for (var i = 0; i < m * n; i++) Same(Chain(a, i / n * k, w, i % n * k, 1, k), c[i]);
            MatrixProduct.WithPanels(pa, k, m, k, MatrixProduct.PackColumns(pb, n, n, k), k, n, pc, n);
            for (var i = 0; i < m * n; i++) Same(Chain(a, i / n * k, b, i % n, n, k), c[i]);
        }
    }

    [Fact]
    public void rows_do_not_depend_on_their_neighbours()
    {
        var (a, w, all, one) = (Random(50 * 96), Random(40 * 96), new float[50 * 40], new float[40]);
        MatrixProduct.Linear(a, 50, 96, Reader(w, 96), 40, all, new Workers(2));
        for (var i = 0; i < 50; i++)
        {
            MatrixProduct.Linear(a[(i * 96)..], 1, 96, Reader(w, 96), 40, one, new Workers(1));
            Assert.Equal(one, all[(i * 40)..(i * 40 + 40)]);
        }
    }

    [Fact]
    public void row_sums_are_sixteen_interleaved_sums_and_one_tree()
    {
        foreach (var length in new[] { 0, 1, 15, 16, 17, 500, 4096 })
        {
            var row = Random(length);
            float[] sums = new float[16], squares = new float[16];
            for (var i = 0; i < length; i++)
            {
                sums[i % 16] += row[i];
                squares[i % 16] = MathF.FusedMultiplyAdd(row[i], row[i], squares[i % 16]);
            }
            for (var half = 8; half > 0; half /= 2)
                for (var i = 0; i < half; i++)
                {
                    sums[i] += sums[i + half];
                    squares[i] += squares[i + half];
                }
            Same(sums[0], RowSums.Sum(row));
            Same(squares[0], RowSums.SumOfSquares(row));
        }
    }

    static float Chain(float[] a, int i, float[] b, int j, int step, int k)
    {
        var sum = 0f;
        for (var x = 0; x < k; x++) sum = MathF.FusedMultiplyAdd(a[i + x], b[j + x * step], sum);
        return sum;
    }

    static void Same(float expected, float got) =>
        Assert.Equal(BitConverter.SingleToInt32Bits(expected), BitConverter.SingleToInt32Bits(got));

    static RowReader Reader(float[] w, int k) => (row, from, into, length) =>
        w.AsSpan(row * k + from, length).CopyTo(new Span<float>(into, length));

    static float[] Random(int count)
    {
        var random = new Random(Seed + count);
        return [.. Enumerable.Range(0, count).Select(_ => (float)(random.NextDouble() * 2 - 1))];
    }
}
