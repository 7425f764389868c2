using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Reads columns [from, from + length) of one row of a weight matrix as binary32 into a buffer.</summary>
public unsafe delegate void RowReader(int row, int from, float* into, int length);

/// <summary>Lays factors out in the order in which the innermost loop reads them; missing rows are zeros.</summary>
static unsafe class Packing
{
    /// <summary>Rows [row, row + Tile.Rows) of a, columns [0, length), as length groups of Tile.Rows.</summary>
    public static void Left(float* a, int stride, int rows, int length, float* into)
    {
        int height = Tile.Rows, r = 0;
        for (; r + 4 <= rows && r + 4 <= height; r += 4) Four(a + (long)r * stride, stride, length, into + r, height);
        for (; r < height; r++)
            for (var i = 0; i < length; i++) into[i * height + r] = r < rows ? a[(long)r * stride + i] : 0f;
    }

    /// <summary>Tile.Columns rows of w, columns [from, from + length), as length groups of Tile.Columns.</summary>
    public static void Right(RowReader w, int row, int rows, int from, int length, float* scratch, float* into)
    {
        for (var j = 0; j < rows; j++) w(row + j, from, scratch + (long)j * length, length);
        Transpose(scratch, length, rows, length, into);
    }

    /// <summary>The same from rows that are already binary32.</summary>
    public static void Transpose(float* rows, int stride, int count, int length, float* into)
    {
        var width = Tile.Columns;
        var j = 0;
        for (; j + 4 <= count; j += 4) Four(rows + (long)j * stride, stride, length, into + j, width);
        for (; j < width; j++)
            for (var i = 0; i < length; i++) into[i * width + j] = j < count ? rows[(long)j * stride + i] : 0f;
    }

    /// <summary>Columns [0, columns) of b, whose rows already run over k.</summary>
    public static void Columns(float* b, int stride, int columns, int length, float* into)
    {
        var width = Tile.Columns;
        for (var i = 0; i < length; i++, b += stride, into += width)
            for (var j = 0; j < width; j++) into[j] = j < columns ? b[j] : 0f;
    }

    /// <summary>Four rows become four neighbours of every group of the given width.</summary>
    static void Four(float* row, int stride, int length, float* into, int width)
    {
        float* r0 = row, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
        var i = 0;
        if (Sse.IsSupported)
            for (; i + 4 <= length; i += 4, into += 4 * width)
            {
                Vector128<float> a = Vector128.Load(r0 + i), b = Vector128.Load(r1 + i);
                Vector128<float> c = Vector128.Load(r2 + i), d = Vector128.Load(r3 + i);
                Vector128<float> low = Sse.UnpackLow(a, b), high = Sse.UnpackHigh(a, b);
                Vector128<float> low2 = Sse.UnpackLow(c, d), high2 = Sse.UnpackHigh(c, d);
                Sse.MoveLowToHigh(low, low2).Store(into);
                Sse.MoveHighToLow(low2, low).Store(into + width);
                Sse.MoveLowToHigh(high, high2).Store(into + 2 * width);
                Sse.MoveHighToLow(high2, high).Store(into + 3 * width);
            }
        for (; i < length; i++, into += width) (into[0], into[1], into[2], into[3]) = (r0[i], r1[i], r2[i], r3[i]);
    }
}
