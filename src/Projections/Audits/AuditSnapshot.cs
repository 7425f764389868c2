using System.Security.Cryptography;
using Gradients.Ledger.Log;

namespace Gradients.Projections.Audits;

/// <summary>
/// An audit as it stood after an equal log: what the ledger had become and what was counted. The next audit goes on
/// from here. It is the auditor's own memory: its digest shows damage, not malice, so keep it where nobody else writes.
/// </summary>
public static class AuditSnapshot
{
    static readonly byte[] Heading = "gradients audit snapshot 1\n"u8.ToArray();

    /// <summary>Another build may fold differently, so it starts from the beginning.</summary>
    static readonly Guid[] Build =
        [typeof(LedgerState).Module.ModuleVersionId, typeof(AuditSnapshot).Module.ModuleVersionId];

    /// <summary>The bytes to keep, for a log that was audited to its end.</summary>
    public static byte[] Of(Audit audit, Checkpoint checkpoint)
    {
        using var bytes = new MemoryStream();
        using var to = new BinaryWriter(bytes);
        to.Write(Heading);
        foreach (var build in Build)
            to.Write(build.ToByteArray());
        to.Write(checkpoint.Size);
        to.Write(checkpoint.Root.Bytes);
        audit.Save(to);
        to.Flush();
        to.Write(SHA256.HashData(bytes.GetBuffer().AsSpan(0, (int)bytes.Length)));
        return bytes.ToArray();
    }

    /// <summary>The audit to go on with; null: it was another build's or another checkpoint's.</summary>
    /// <exception cref="InvalidDataException">The bytes are damaged.</exception>
    public static Audit? Restore(byte[] kept, Checkpoint checkpoint)
    {
        var end = kept.Length - SHA256.HashSizeInBytes;
        if (end < Heading.Length || !kept.AsSpan().StartsWith(Heading)
            || !SHA256.HashData(kept.AsSpan(0, end)).AsSpan().SequenceEqual(kept.AsSpan(end)))
            throw new InvalidDataException("it is damaged");
        using var from = new BinaryReader(new MemoryStream(kept, Heading.Length, end - Heading.Length));
        foreach (var build in Build)
            if (new Guid(from.ReadBytes(16)) != build)
                return null;
        return from.ReadInt64() == checkpoint.Size && new TreeHash(from.ReadBytes(TreeHash.Length)) == checkpoint.Root
            ? Audit.Restore(from)
            : null;
    }
}
