using System.Runtime.InteropServices;

namespace Gradients.Ledger.Log;

/// <summary>
/// OpenSSL 3's libcrypto, which .NET on Linux loads anyway: Ed25519, which .NET lacks, and SHA-256 without the cost
/// that .NET adds to every small input.
/// </summary>
static class LibCrypto
{
    const string Name = "gradients-libcrypto";

    /// <summary>NID_ED25519 in obj_mac.h.</summary>
    internal const int Ed25519 = 1087;

    static readonly IntPtr Handle = Load();

    internal static bool Present => Handle != IntPtr.Zero;

    /// <exception cref="CryptoMissingException">The library is not on this machine.</exception>
    internal static void Require()
    {
        if (!Present)
            throw new CryptoMissingException();
    }

    static IntPtr Load()
    {
        string[] names = OperatingSystem.IsWindows() ? ["libcrypto-3-x64.dll", "libcrypto-3-arm64.dll"]
            : OperatingSystem.IsMacOS() ? ["libcrypto.3.dylib", "/opt/homebrew/lib/libcrypto.3.dylib"]
            : ["libcrypto.so.3"];
        var handle = IntPtr.Zero;
        foreach (var name in names)
            if (NativeLibrary.TryLoad(name, out handle))
                break;
        NativeLibrary.SetDllImportResolver(
            typeof(LibCrypto).Assembly, (asked, _, _) => asked == Name ? handle : IntPtr.Zero);
        return handle;
    }

    [DllImport(Name)]
    internal static extern int SHA256_Init(ref byte state);

    [DllImport(Name)]
    internal static extern int SHA256_Update(ref byte state, ref byte data, nuint length);

    [DllImport(Name)]
    internal static extern int SHA256_Final(ref byte digest, ref byte state);

    [DllImport(Name)]
    internal static extern int RAND_priv_bytes(ref byte bytes, int length);

    [DllImport(Name)]
    internal static extern IntPtr EVP_PKEY_new_raw_private_key(int type, IntPtr engine, ref byte key, nuint length);

    [DllImport(Name)]
    internal static extern IntPtr EVP_PKEY_new_raw_public_key(int type, IntPtr engine, ref byte key, nuint length);

    [DllImport(Name)]
    internal static extern int EVP_PKEY_get_raw_public_key(IntPtr key, ref byte bytes, ref nuint length);

    [DllImport(Name)]
    internal static extern void EVP_PKEY_free(IntPtr key);

    [DllImport(Name)]
    internal static extern IntPtr EVP_MD_CTX_new();

    [DllImport(Name)]
    internal static extern void EVP_MD_CTX_free(IntPtr context);

    [DllImport(Name)]
    internal static extern int EVP_DigestSignInit(
        IntPtr context, IntPtr keyContext, IntPtr digest, IntPtr engine, IntPtr key);

    [DllImport(Name)]
    internal static extern int EVP_DigestSign(
        IntPtr context, ref byte signature, ref nuint signatureLength, ref byte data, nuint length);

    [DllImport(Name)]
    internal static extern int EVP_DigestVerifyInit(
        IntPtr context, IntPtr keyContext, IntPtr digest, IntPtr engine, IntPtr key);

    [DllImport(Name)]
    internal static extern int EVP_DigestVerify(
        IntPtr context, ref byte signature, nuint signatureLength, ref byte data, nuint length);
}
