namespace Gradients.Ledger.Log;

/// <summary>
/// Signs checkpoints of one log with a memory: a file with the last one signed, replaced before a new signature leaves.
/// A checkpoint that does not continue it is refused, so no crash and no restored backup makes this key sign two
/// histories. The same serves a log's own key and a witness's.
/// </summary>
public sealed class CheckpointSigner
{
    readonly SignerKey _key;
    readonly LogFolder _folder;
    readonly string _file;

    /// <param name="state">The file that remembers; it need not exist yet.</param>
    /// <exception cref="FormatException">It holds something else.</exception>
    public CheckpointSigner(SignerKey key, string state)
    {
        (_key, _file) = (key, Path.GetFileName(state));
        _folder = new LogFolder(Path.GetDirectoryName(Path.GetFullPath(state))!);
        if (File.Exists(state))
            Last = Checkpoint.Parse(File.ReadAllText(state));
    }

    /// <summary>The last checkpoint signed; null: none yet.</summary>
    public Checkpoint? Last { get; private set; }

    /// <summary>Signs, or says why not: then <paramref name="refusal"/> is set and nothing changed.</summary>
    /// <param name="proof">Consistency from <see cref="Last"/> to the checkpoint; empty where there is none.</param>
    /// <param name="time">Seconds since 1970, for a cosignature.</param>
    public NoteSignature? Sign(
        Checkpoint checkpoint, ReadOnlySpan<TreeHash> proof, long time, out string? refusal)
    {
        refusal = Refuses(checkpoint, proof);
        if (refusal is not null)
            return null;
        if (checkpoint != Last)
        {
            Step.At("checkpoint: accepted, not remembered");
            _folder.Stage(_file, System.Text.Encoding.UTF8.GetBytes(checkpoint.ToString()));
            _folder.Commit(); // On disk first: a signature that was forgotten is the one that splits a history.
            Last = checkpoint;
            Step.At("checkpoint: remembered, not signed");
        }
        return _key.Sign(checkpoint.ToString(), time);
    }

    /// <summary>
    /// Signs a checkpoint that the last one continues: the same history as it stood earlier, which splits nothing.
    /// What is remembered stays. <paramref name="refusal"/> says why not.
    /// </summary>
    /// <param name="proof">Consistency from the checkpoint to <see cref="Last"/>.</param>
    public NoteSignature? SignEarlier(
        Checkpoint checkpoint, ReadOnlySpan<TreeHash> proof, long time, out string? refusal)
    {
        refusal = Last is not { } last ? "nothing was signed before"
            : !string.Equals(last.Origin, checkpoint.Origin, StringComparison.Ordinal)
                ? $"this key signs for '{last.Origin}', not for '{checkpoint.Origin}'"
            : !ConsistencyProof.Verify(checkpoint.Size, checkpoint.Root, last.Size, last.Root, proof)
                ? $"the checkpoint of {last.Size} entries signed before does not continue it: two histories"
            : null;
        return refusal is null ? _key.Sign(checkpoint.ToString(), time) : null;
    }

    string? Refuses(Checkpoint checkpoint, ReadOnlySpan<TreeHash> proof)
    {
        if (Last is not { } last)
            return null;
        if (!string.Equals(last.Origin, checkpoint.Origin, StringComparison.Ordinal))
            return $"this key signs for '{last.Origin}', not for '{checkpoint.Origin}'";
        if (checkpoint.Size < last.Size)
            return $"it has {checkpoint.Size} entries, {last.Size} were signed before: the log was rolled back";
        return ConsistencyProof.Verify(last.Size, last.Root, checkpoint.Size, checkpoint.Root, proof)
            ? null
            : $"it does not continue the checkpoint of {last.Size} entries signed before: two histories";
    }
}
