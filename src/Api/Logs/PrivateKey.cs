using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>A private key named on the command line.</summary>
internal static class PrivateKey
{
    public static SignerKey Read(string path)
    {
        try
        {
            return KeyFile.Read(path);
        }
        catch (FormatException e)
        {
            throw new Trouble($"{path}: {e.Message}");
        }
    }

    /// <summary>A key that signs checkpoints of a log of its own name.</summary>
    public static SignerKey ReadForLog(string path)
    {
        var key = Read(path);
        return key.Verifier.Type == SignatureType.Ed25519
            ? key
            : throw new Trouble($"{path}: this is a witness's key; a log signs with one made without --witness");
    }
}
