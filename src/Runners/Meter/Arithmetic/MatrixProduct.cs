using System.Buffers;
using System.Runtime.Intrinsics.X86;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>
/// Products of binary32 matrices with the same bits on every machine, vector width, block size and thread count:
/// each output is one chain of fused multiply-adds over k in ascending order, starting from +0. Blocks over k carry the
/// chain on through memory; vector lanes are outputs, never parts of one sum.
/// </summary>
public static unsafe class MatrixProduct
{
    // Fits a panel of the right factor into a first-level cache, and a group of left panels into a second-level one.
    const int BlockK = 256;
    const int MostPanels = 6;
    const int LeftPanels = 16;

    /// <summary>c[i, j] = sum over k of a[i, k] * w[j, k], for m rows of a and n rows of w; c has n columns.</summary>
    public static void Linear(float[] a, int m, int k, RowReader w, int n, float[] c, Workers workers)
    {
        if (a.LongLength < (long)m * k || c.LongLength < (long)m * n)
            throw new ArgumentException("A factor or the product has fewer elements than its size says.");
        if (m == 0) return;
        int height = Tile.Rows, panels = (m + height - 1) / height, block = Tile.Columns * PanelsInBlock(n, workers);
        // Rented: a fresh array of many megabytes would cost more page faults than a narrow product costs time.
        var left = ArrayPool<float>.Shared.Rent(checked(panels * height * k));
        workers.Run(panels, p =>
        {
            fixed (float* from = a, into = left) PackLeftPanel(from, m, k, p, into);
        });
        workers.Run((n + block - 1) / block, b =>
        {
            fixed (float* packed = left, product = c)
                Columns(packed, m, k, w, b * block, Math.Min(block, n - b * block), product, n);
        });
        ArrayPool<float>.Shared.Return(left);
    }

    /// <summary>
    /// As many blocks for every thread: one left over would keep one thread busy and the others waiting.
    /// </summary>
    static int PanelsInBlock(int n, Workers workers)
    {
        int panels = (n + Tile.Columns - 1) / Tile.Columns, turn = workers.Threads * MostPanels;
        var blocks = (panels + turn - 1) / turn * workers.Threads;
        return (panels + blocks - 1) / blocks;
    }

    /// <summary>Packs n rows of w as the right factor of products over its k columns; for one thread.</summary>
    internal static float* PackRows(float* w, int wStride, int n, int k)
    {
        int width = Tile.Columns, panels = (n + width - 1) / width;
        var right = Scratch.Get(Scratch.RowPanels, (long)panels * width * k);
        for (var p = 0; p < panels; p++)
            Packing.Transpose(w + (long)p * width * wStride, wStride, Math.Min(width, n - p * width), k,
                right + (long)p * width * k);
        return right;
    }

    /// <summary>Packs the n columns of b as the right factor of products over its k rows; for one thread.</summary>
    internal static float* PackColumns(float* b, int bStride, int n, int k)
    {
        int width = Tile.Columns, panels = (n + width - 1) / width;
        var right = Scratch.Get(Scratch.ColumnPanels, (long)panels * width * k);
        for (var p = 0; p < panels; p++)
            Packing.Columns(b + p * width, bStride, Math.Min(width, n - p * width), k, right + (long)p * width * k);
        return right;
    }

    /// <summary>
    /// c[m x n] = a[m x k] times a packed factor on one thread: its first n columns, and of the rows it was packed with
    /// the first k.
    /// </summary>
    internal static void WithPanels(
        float* a, int aStride, int m, int k, float* right, int packedRows, int n, float* c, int cStride)
    {
        var height = Tile.Rows;
        var left = Scratch.Get(Scratch.LeftPanels, (long)height * k);
        for (var r = 0; r < m; r++) new Span<float>(c + (long)r * cStride, n).Clear();
        for (var r = 0; r < m; r += height)
        {
            Packing.Left(a + (long)r * aStride, aStride, Math.Min(height, m - r), k, left);
            Strip(left, Math.Min(height, m - r), k, right, packedRows, n, c + (long)r * cStride, cStride);
        }
    }

    /// <summary>Panel p of the left factor, one block of k after the other.</summary>
    static void PackLeftPanel(float* a, int m, int k, int p, float* into)
    {
        int height = Tile.Rows, row = p * height, padded = (m + height - 1) / height * height;
        for (var from = 0; from < k; from += BlockK)
        {
            var length = Math.Min(BlockK, k - from);
            Packing.Left(a + (long)row * k + from, k, Math.Min(height, m - row), length,
                into + (long)from * padded + (long)row * length);
        }
    }

    /// <summary>Columns [column, column + n) of the product.</summary>
    static void Columns(float* left, int m, int k, RowReader w, int column, int n, float* c, int stride)
    {
        int height = Tile.Rows, width = Tile.Columns, padded = (m + height - 1) / height * height;
        var rows = Scratch.Get(Scratch.Rows, (long)width * BlockK);
        var right = Scratch.Get(Scratch.Panels, (long)width * MostPanels * BlockK);
        for (var r = 0; r < m; r++) new Span<float>(c + (long)r * stride + column, n).Clear();
        for (var from = 0; from < k; from += BlockK)
        {
            var length = Math.Min(BlockK, k - from);
            for (var j = 0; j < n; j += width)
                Packing.Right(w, column + j, Math.Min(width, n - j), from, length, rows, right + (long)j * length);
            var panel = left + (long)from * padded;
            for (var first = 0; first < m; first += height * LeftPanels)
                Group(panel, first, Math.Min(m, first + height * LeftPanels), length, right, n, c + column, stride);
        }
    }

    /// <summary>
    /// Rows [first, end) of the product: each right panel stays in the nearest cache for all of them.
    /// </summary>
    static void Group(float* left, int first, int end, int k, float* right, int n, float* c, int stride)
    {
        int height = Tile.Rows, width = Tile.Columns;
        for (var j = 0; j < n; j += width)
            for (var r = first; r < end; r += height)
            {
                // The sums that come next are fetched while these are computed: at some strides they are far away.
                Fetch(c + (long)(r + height) * stride + j, Math.Min(height, end - r - height), stride);
                Strip(left + (long)r * k, Math.Min(height, end - r), k, right + (long)j * k, k,
                    Math.Min(width, n - j), c + (long)r * stride + j, stride);
            }
    }

    static void Fetch(float* c, int rows, int stride)
    {
        if (!Sse.IsSupported) return;
        for (var r = 0; r < rows; r++)
        {
            Sse.Prefetch0(c + (long)r * stride);
            Sse.Prefetch0(c + (long)r * stride + Tile.Columns - 1);
        }
    }

    /// <summary>One panel of the left factor against all packed panels of the right one.</summary>
    static void Strip(float* left, int rows, int k, float* right, int packedRows, int n, float* c, int stride)
    {
        int height = Tile.Rows, width = Tile.Columns;
        for (var j = 0; j < n; j += width, right += (long)width * packedRows)
        {
            var columns = Math.Min(width, n - j);
            if (rows == height && columns == width) Tile.Multiply(left, right, k, c + j, stride);
            else AtTheEdge(left, right, k, c + j, stride, rows, columns);
        }
    }

    /// <summary>A tile that hangs over the edge is computed in a buffer.</summary>
    static void AtTheEdge(float* left, float* right, int k, float* c, int stride, int rows, int columns)
    {
        int height = Tile.Rows, width = Tile.Columns;
        var buffer = Scratch.Get(Scratch.Edge, (long)height * width);
        new Span<float>(buffer, height * width).Clear();
        for (var r = 0; r < rows; r++)
            new Span<float>(c + (long)r * stride, columns).CopyTo(new Span<float>(buffer + r * width, columns));
        Tile.Multiply(left, right, k, buffer, width);
        for (var r = 0; r < rows; r++)
            new Span<float>(buffer + r * width, columns).CopyTo(new Span<float>(c + (long)r * stride, columns));
    }
}
