namespace Gradients.Ledger.Log;

/// <summary>The C2SP signature types that are used here, with their identifier bytes.</summary>
public enum SignatureType
{
    None = 0,

    /// <summary>Ed25519 over the note's text: a log's own signature.</summary>
    Ed25519 = 0x01,

    /// <summary>Ed25519 over a time and the note's text: a witness's cosignature (C2SP tlog-cosignature).</summary>
    Cosignature = 0x04,
}
