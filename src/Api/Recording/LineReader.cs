using Gradients.Api.Shell;

namespace Gradients.Api.Recording;

/// <summary>Lines of a text of any size, one buffer at a time; the last may lack its line feed.</summary>
internal sealed class LineReader(Stream source, int longest) : IDisposable
{
    byte[] _buffer = new byte[1 << 16];
    int _start;
    int _end;
    bool _ended;

    public long Number { get; private set; }

    public bool TryNext(out ReadOnlySpan<byte> line)
    {
        while (true)
        {
            var waiting = _buffer.AsSpan(_start, _end - _start);
            var length = waiting.IndexOf((byte)'\n');
            if (length >= 0 || (_ended && waiting.Length > 0))
            {
                line = length >= 0 ? waiting[..length] : waiting;
                _start += length >= 0 ? length + 1 : waiting.Length;
                Number++;
                if (line.EndsWith("\r"u8))
                    line = line[..^1];
                return true;
            }
            if (_ended)
            {
                line = default;
                return false;
            }
            if (waiting.Length > longest)
                throw new Trouble($"line {Number + 1} has more than {longest} bytes. Nothing was recorded.");
            Fill();
        }
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
