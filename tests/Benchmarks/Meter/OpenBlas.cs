using System.Runtime.InteropServices;

namespace Gradients.Benchmarks.Meter;

/// <summary>Debian's OpenBLAS, the yardstick for matrix products. Called by benchmarks only.</summary>
static unsafe partial class OpenBlas
{
    const string Library = "libopenblas.so.0";
    const int RowMajor = 101, Plain = 111, Transposed = 112;

    /// <summary>The kernels it chose, or was told to choose by OPENBLAS_CORETYPE.</summary>
    public static string Core => Marshal.PtrToStringUTF8(CoreName())!;

    /// <summary>c[m x n] = a[m x k] times the transpose of w[n x k].</summary>
    public static void Linear(float[] a, int m, int k, float[] w, int n, float[] c)
    {
        fixed (float* left = a, right = w, product = c)
            Multiply(RowMajor, Plain, Transposed, m, n, k, 1f, left, k, right, k, 0f, product, n);
    }

    [LibraryImport(Library, EntryPoint = "openblas_set_num_threads")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    public static partial void SetThreads(int threads);

    [LibraryImport(Library, EntryPoint = "openblas_get_corename")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial IntPtr CoreName();

    [LibraryImport(Library, EntryPoint = "cblas_sgemm")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial void Multiply(
        int order, int transposeA, int transposeB, int m, int n, int k, float alpha, float* a, int lda, float* b,
        int ldb,
        float beta, float* c, int ldc);
}
