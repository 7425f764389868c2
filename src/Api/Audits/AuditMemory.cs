using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Audits;

/// <summary>
/// What an auditor keeps of the last equal audit: the checkpoint with its signatures, which is evidence, should the log
/// split; and a snapshot of what the ledger had become, which saves folding it again.
/// </summary>
internal sealed class AuditMemory
{
    readonly string _file;

    /// <exception cref="Trouble">The file holds something else.</exception>
    public AuditMemory(string file)
    {
        _file = file;
        if (!File.Exists(file))
            return;
        try
        {
            Checkpoint = Checkpoint.Parse(Note.Parse(File.ReadAllBytes(file)).Text);
        }
        catch (FormatException e)
        {
            throw new Trouble($"{file}: {e.Message}. Bring it back from a copy; without it, the next audit starts anew "
                + "and cannot see that the log was rolled back");
        }
        if (File.Exists(SnapshotFile))
            Snapshot = File.ReadAllBytes(SnapshotFile);
    }

    public string SnapshotFile => _file + ".snapshot";

    /// <summary>Null: nothing was audited before.</summary>
    public Checkpoint? Checkpoint { get; }

    /// <summary>Null: there is none, so all is folded.</summary>
    public byte[]? Snapshot { get; }

    public void Write(Note note, byte[] snapshot)
    {
        // First: a snapshot of another checkpoint is of no use and does no harm.
        Output.Write(SnapshotFile, file => file.Write(snapshot));
        Output.Write(_file, file => file.Write(note.ToBytes()));
    }
}
