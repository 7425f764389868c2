namespace Gradients.Runners.Runs;

/// <summary>
/// What a run says: its first and its last bytes are kept, all are counted. Beyond the budget nothing is kept any more,
/// but everything is still taken off the engine's hands: a reader that stalls would keep it from ending the run.
/// </summary>
public sealed class RunLog(long budget)
{
    const int Kept = 512 << 10;

    readonly Lock _gate = new();
    readonly byte[] _head = new byte[Kept];
    readonly byte[] _tail = new byte[Kept];
    long _count;

    /// <summary>Bytes said so far.</summary>
    public long Count
    {
        get
        {
            lock (_gate)
                return _count;
        }
    }

    public bool IsOverBudget => Count > budget;

    internal void Add(ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            if (_count < Kept)
                bytes[..(int)Math.Min(Kept - _count, bytes.Length)].CopyTo(_head.AsSpan((int)_count));
            // The tail is a ring over all bytes; only the newest of them matter.
            var skipped = Math.Max(0, bytes.Length - Kept);
            var at = _count + skipped;
            foreach (var part in bytes[skipped..])
                _tail[at++ % Kept] = part;
            _count += bytes.Length;
        }
    }

    /// <summary>
    /// All of it where it is short; else its beginning, a line that says how much is left out, and its end.
    /// </summary>
    public byte[] ToArray()
    {
        lock (_gate)
        {
            if (_count <= Kept)
                return _head[..(int)_count];
            var rest = Math.Min(_count - Kept, Kept);
            var end = new byte[rest];
            for (var i = 0L; i < rest; i++)
                end[i] = _tail[(_count - rest + i) % Kept];
            var left = _count - Kept - rest;
            var mark = left == 0 ? "" : $"\n… {left} bytes left out …\n";
            return [.. _head, .. System.Text.Encoding.UTF8.GetBytes(mark), .. end];
        }
    }
}
