using Gradients.Ledger.Canonical;

namespace Gradients.Projections;

/// <summary>Cuts a text of any size into lines, with one buffer that never grows beyond the longest line allowed.</summary>
/// <param name="longest">Bytes a line may have; a longer one is a mistake or an attack.</param>
/// <param name="mayEndOpen">Whether the last line may lack its line feed; else the text counts as cut off there.</param>
public sealed class Lines(Stream source, int longest, bool mayEndOpen) : IDisposable
{
    byte[] _buffer = new byte[1 << 16];
    int _start;
    int _end;
    bool _ended;

    /// <summary>The number of the line last returned or refused, from 1.</summary>
    public long Number { get; private set; }

    /// <summary>The next line without its line feed; false at the end.</summary>
    /// <exception cref="NotCanonical">A line is too long, or the text ends within one.</exception>
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
            if (waiting.Length > longest)
                throw Broken($"the line has more than {longest} bytes", longest);
            if (_ended)
                return TryLast(waiting, out line);
            Fill();
        }
    }

    bool TryLast(ReadOnlySpan<byte> rest, out ReadOnlySpan<byte> line)
    {
        line = rest;
        if (rest.IsEmpty)
            return false;
        if (!mayEndOpen)
            throw Broken("the file ends within this line: it was cut off", rest.Length);
        _start = _end;
        Number++;
        return true;
    }

    NotCanonical Broken(string reason, int offset)
    {
        Number++;
        return new(reason, offset);
    }

    void Fill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        _end -= _start;
        _start = 0;
        if (_end == _buffer.Length)
            Array.Resize(ref _buffer, _buffer.Length * 2);
        var read = source.Read(_buffer, _end, _buffer.Length - _end);
        _end += read;
        _ended = read == 0;
    }

    public void Dispose() => source.Dispose();
}
