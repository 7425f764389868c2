namespace Gradients.Ledger.Log;

/// <summary>
/// Whose signatures a checkpoint needs: the log's own, and those of at least <see cref="Quorum"/> of the witnesses.
/// A quorum is what catches a log that shows different histories to different readers.
/// </summary>
public sealed class SignaturePolicy
{
    /// <exception cref="ArgumentException">A key cannot play its part, or the quorum cannot be reached.</exception>
    public SignaturePolicy(VerifierKey log, IReadOnlyList<VerifierKey>? witnesses = null, int quorum = 0)
    {
        (Log, Witnesses, Quorum) = (log, witnesses ?? [], quorum);
        if (log.Type != SignatureType.Ed25519)
            throw new ArgumentException($"{log.Name}: a log's key is of type 1, this is a witness's");
        foreach (var witness in Witnesses)
            if (witness.Type != SignatureType.Cosignature)
                throw new ArgumentException($"{witness.Name}: a witness's key is of type 4");
        // One witness under two names would count twice.
        var different = Witnesses.Select(w => Convert.ToHexString(w.PublicKey)).Distinct().Count();
        if (different != Witnesses.Count)
            throw new ArgumentException("two witnesses have the same key");
        if (quorum < 0 || quorum > Witnesses.Count)
            throw new ArgumentException($"a quorum of {quorum} cannot be reached by {Witnesses.Count} witnesses");
    }

    public VerifierKey Log { get; }

    public IReadOnlyList<VerifierKey> Witnesses { get; }

    public int Quorum { get; }

    /// <summary>Why the note is not accepted as this log's checkpoint; null: it is.</summary>
    /// <exception cref="CryptoMissingException">OpenSSL 3 is not on this machine.</exception>
    public string? Refuses(Note note, Checkpoint checkpoint)
    {
        if (!string.Equals(checkpoint.Origin, Log.Name, StringComparison.Ordinal))
            return $"its origin is '{checkpoint.Origin}', the key is for '{Log.Name}'";
        foreach (var key in Witnesses.Prepend(Log))
            if (note.Signatures.Any(s => key.Made(s) && !key.Verifies(note.Text, s)))
                return $"the signature of {key.Name}+{key.KeyId:x8} is wrong";
        if (!note.Signatures.Any(Log.Made))
            return $"it has no signature of {Log.Name}+{Log.KeyId:x8}";
        var signed = Witnesses.Count(witness => note.Signatures.Any(witness.Made));
        return signed < Quorum
            ? $"{signed} of {Witnesses.Count} known witnesses signed it, {Quorum} are demanded"
            : null;
    }
}
