using Gradients.Ledger.Canonical;

namespace Gradients.Projections.Audits;

/// <summary>Cuts an export into its entries, one a line, with one buffer whatever the file's size.</summary>
public sealed class EntryLines(Stream source)
{
    readonly byte[] _buffer = new byte[1 << 20];
    int _start;
    int _end;
    bool _ended;

    /// <summary>The number of the line last returned, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its line feed; false at the end of a whole file.</summary>
    /// <exception cref="NotCanonical">A line is too long, or the file ends within one.</exception>
    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var waiting = _buffer.AsSpan(_start, _end - _start);
            var length = waiting.IndexOf((byte)'\n');
            if (length >= 0)
            {
                _start += length + 1;
                Number++;
                line = waiting[..length];
                return true;
            }
            if (waiting.Length > Envelope.MaxBytes)
                throw new NotCanonical($"the line has more than {Envelope.MaxBytes} bytes", Envelope.MaxBytes);
            if (_ended)
            {
                line = default;
                return waiting.IsEmpty
                    ? false
                    : throw new NotCanonical("the file ends within this line: it was cut off", waiting.Length);
            }
            Fill();
        }
    }

    void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }
}
