using System.Runtime.InteropServices;

namespace Gradients.Ledger.Log;

/// <summary>
/// Ed25519 (RFC 8032) through OpenSSL's libcrypto. Private keys are the 32-byte seed, public keys 32 bytes,
/// signatures 64.
/// </summary>
/// <exception cref="CryptoMissingException">Every member: the library is not on this machine.</exception>
static class Ed25519
{
    internal const int KeyLength = 32;
    internal const int SignatureLength = 64;

    internal static byte[] NewSeed()
    {
        LibCrypto.Require();
        var seed = new byte[KeyLength];
        Check(LibCrypto.RAND_priv_bytes(ref seed[0], seed.Length) == 1, "make a key");
        return seed;
    }

    internal static byte[] PublicKey(byte[] seed)
    {
        var bytes = new byte[KeyLength];
        var length = (nuint)KeyLength;
        return WithKey(true, seed, key =>
        {
            Check(LibCrypto.EVP_PKEY_get_raw_public_key(key, ref bytes[0], ref length) == 1, "read the public key");
            return bytes;
        });
    }

    internal static byte[] Sign(byte[] seed, byte[] message)
    {
        var signature = new byte[SignatureLength];
        var length = (nuint)SignatureLength;
        return WithContext(true, seed, context =>
        {
            ref var first = ref MemoryMarshal.GetArrayDataReference(message);
            var signed = LibCrypto.EVP_DigestSign(
                context, ref signature[0], ref length, ref first, (nuint)message.Length);
            Check(signed == 1 && length == SignatureLength, "sign");
            return signature;
        });
    }

    internal static bool Verify(byte[] publicKey, byte[] message, byte[] signature) =>
        signature.Length == SignatureLength && WithContext(false, publicKey, context =>
            LibCrypto.EVP_DigestVerify(
                context, ref signature[0], SignatureLength, ref MemoryMarshal.GetArrayDataReference(message),
                (nuint)message.Length) == 1);

    static T WithContext<T>(bool isPrivate, byte[] bytes, Func<IntPtr, T> use) => WithKey(isPrivate, bytes, key =>
    {
        var context = LibCrypto.EVP_MD_CTX_new();
        try
        {
            var ready = isPrivate
                ? LibCrypto.EVP_DigestSignInit(context, 0, 0, 0, key)
                : LibCrypto.EVP_DigestVerifyInit(context, 0, 0, 0, key);
            Check(ready == 1, "set up Ed25519");
            return use(context);
        }
        finally
        {
            LibCrypto.EVP_MD_CTX_free(context);
        }
    });

    static T WithKey<T>(bool isPrivate, byte[] bytes, Func<IntPtr, T> use)
    {
        LibCrypto.Require();
        var key = isPrivate
            ? LibCrypto.EVP_PKEY_new_raw_private_key(LibCrypto.Ed25519, 0, ref bytes[0], KeyLength)
            : LibCrypto.EVP_PKEY_new_raw_public_key(LibCrypto.Ed25519, 0, ref bytes[0], KeyLength);
        Check(key != IntPtr.Zero, "take an Ed25519 key");
        try
        {
            return use(key);
        }
        finally
        {
            LibCrypto.EVP_PKEY_free(key);
        }
    }

    static void Check(bool succeeded, string what)
    {
        if (!succeeded)
            throw new CryptoMissingException($"OpenSSL could not {what}");
    }
}
