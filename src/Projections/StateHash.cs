using System.Security.Cryptography;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>
/// One number for a whole ledger and for everything that follows from it: SHA-256 over the SHA-256 of its export (every
/// entry's bytes, each followed by a line feed) and the <see cref="ProjectionHash"/> of all its tables, 64 bytes. Two
/// that read the same ledger and get the same number have the same events and the same rows. The tables are kept in
/// memory until the end.
/// </summary>
public sealed class StateHash : IDisposable
{
    static readonly byte[] LineFeed = [(byte)'\n'];

    readonly IncrementalHash _export = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    readonly ProjectionSet _projections = new();
    readonly RowMap _tables = new();
    readonly List<Row> _rows = [];

    /// <param name="entry">The canonical bytes of the next event.</param>
    public void Add(ReadOnlySpan<byte> entry, in Recorded e)
    {
        _export.AppendData(entry);
        _export.AppendData(LineFeed);
        _projections.Apply(e, _rows);
        _tables.Put(_rows);
        _rows.Clear();
    }

    /// <summary>The number, in lower-case hex.</summary>
    /// <exception cref="InvalidOperationException">A projection could not apply an event.</exception>
    public string Finish()
    {
        foreach (var running in _projections.Running)
            if (running.Fault is { } fault)
                throw new InvalidOperationException($"{running.Name} stopped: {fault}");
        return Of(_export.GetHashAndReset(), ProjectionHash.Of(_tables));
    }

    /// <param name="export">SHA-256 of the export.</param>
    /// <param name="tables">What <see cref="ProjectionHash"/> says of the tables.</param>
    public static string Of(ReadOnlySpan<byte> export, string tables)
    {
        Span<byte> both = stackalloc byte[2 * SHA256.HashSizeInBytes];
        export.CopyTo(both);
        Convert.FromHexString(tables, both[SHA256.HashSizeInBytes..], out _, out _);
        return Ledger.Hashing.Hex.Sha256(both);
    }

    public void Dispose() => _export.Dispose();
}
