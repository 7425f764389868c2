namespace Gradients.Runners.Meter.Arithmetic;

/// <summary>Reads columns [from, from + length) of one row of a weight matrix as binary32 into a buffer.</summary>
public unsafe delegate void RowReader(int row, int from, float* into, int length);

/// <summary>Lays factors out in the order in which the innermost loop reads them; missing rows are zeros.</summary>
static unsafe class Packing
{
    /// <summary>Rows [row, row + Tile.Rows) of a, columns [0, length), as length groups of Tile.Rows.</summary>
    public static void Left(float* a, int stride, int rows, int length, float* into)
    {
        var height = Tile.Rows;
        for (var r = 0; r < height; r++)
        {
            if (r >= rows)
            {
                for (var i = 0; i < length; i++) into[i * height + r] = 0f;
                continue;
            }
            var row = a + (long)r * stride;
            for (var i = 0; i < length; i++) into[i * height + r] = row[i];
        }
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
        for (; j + 4 <= count; j += 4)
        {
            float* r0 = rows + (long)j * stride, r1 = r0 + stride, r2 = r1 + stride, r3 = r2 + stride;
            var at = into + j;
            for (var i = 0; i < length; i++, at += width)
                (at[0], at[1], at[2], at[3]) = (r0[i], r1[i], r2[i], r3[i]);
        }
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
}
