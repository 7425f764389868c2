namespace Gradients.Runners.Engine;

/// <summary>Lines of a stream, without their line feeds and never longer than a cap.</summary>
sealed class LineReader(Stream stream)
{
    /// <summary>An engine cuts what a build says into pieces of 32 KiB, six bytes a letter at worst.</summary>
    const int Longest = 1 << 20;

    byte[] _buffer = new byte[16 << 10];
    int _start;
    int _end;

    /// <summary>The next line, valid until the next call; null at the end.</summary>
    /// <exception cref="InvalidDataException">A line is too long.</exception>
    internal async ValueTask<ReadOnlyMemory<byte>?> ReadAsync(CancellationToken cancel)
    {
        var searched = _start;
        while (true)
        {
            var feed = _buffer.AsSpan(searched, _end - searched).IndexOf((byte)'\n');
            if (feed >= 0)
            {
                var line = _buffer.AsMemory(_start, searched + feed - _start);
                _start = searched + feed + 1;
                if (!line.Span.Trim((byte)'\r').IsEmpty)
                    return line;
                searched = _start;
                continue;
            }
            MakeRoom();
            searched = _end;
            var read = await stream.ReadAsync(_buffer.AsMemory(_end), cancel);
            _end += read;
            if (read > 0)
                continue;
            var rest = _buffer.AsMemory(_start, _end - _start);
            _start = _end;
            if (rest.IsEmpty)
                return null;
            return rest;
        }
    }

    void MakeRoom()
    {
        if (_start > 0)
        {
            _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
            (_start, _end) = (0, _end - _start);
        }
        if (_end < _buffer.Length)
            return;
        if (_buffer.Length >= Longest)
            throw new InvalidDataException($"a line is longer than {Longest} bytes");
        Array.Resize(ref _buffer, _buffer.Length * 2);
    }
}
