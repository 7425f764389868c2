using System.Buffers.Binary;

namespace Gradients.Runners.Engine;

/// <summary>
/// A container's output and errors as one sequence of pieces. The engine frames each piece: one byte says which stream,
/// bytes 4 to 7 say its length (big-endian). Bytes are handed on as they are; nobody promised UTF-8.
/// </summary>
public sealed class LogFrames : IDisposable
{
    const int HeaderLength = 8;

    readonly HttpResponseMessage _response;
    readonly Stream _stream;
    readonly string _call;
    readonly byte[] _header = new byte[HeaderLength];
    uint _left;

    internal LogFrames(HttpResponseMessage response, Stream stream, string call)
    {
        _response = response;
        _stream = stream;
        _call = call;
    }

    /// <summary>
    /// Reads the next piece, at most as much as fits; 0 at the end, which is also where a connection breaks.
    /// </summary>
    public async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancel = default)
    {
        try
        {
            while (_left == 0)
            {
                if (await _stream.ReadAtLeastAsync(_header, HeaderLength, false, cancel) < HeaderLength)
                    return 0;
                if (_header[0] > 2)
                    throw new EngineException(EngineFault.Unintelligible, 0, $"{_call}: not a framed log");
                _left = BinaryPrimitives.ReadUInt32BigEndian(_header.AsSpan(4));
            }
            var read = await _stream.ReadAsync(buffer[..(int)Math.Min(_left, (uint)buffer.Length)], cancel);
            _left -= (uint)read;
            return read;
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException)
        {
            return 0; // Whether the container ended or the engine did, its wait and its inspection tell.
        }
    }

    public void Dispose() => _response.Dispose();
}
