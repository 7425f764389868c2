namespace Gradients.Ledger.Log;

/// <summary>Signatures were asked for on a machine without OpenSSL 3, or OpenSSL itself refused to work.</summary>
public sealed class CryptoMissingException : Exception
{
    public CryptoMissingException() : base(
        "signatures need OpenSSL 3's libcrypto (libcrypto.so.3), which is not on this machine: "
        + "install it (Debian: libssl3), or check without signatures")
    {
    }

    public CryptoMissingException(string message) : base(message)
    {
    }
}
