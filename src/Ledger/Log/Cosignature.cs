using System.Buffers.Binary;
using System.Globalization;
using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>
/// What a witness signs and how its signature is laid out: eight bytes of time, big-endian seconds since 1970, before
/// the 64 bytes of Ed25519 (C2SP tlog-cosignature, type 0x04).
/// </summary>
static class Cosignature
{
    internal const int TimeLength = 8;

    internal static byte[] Message(string text, long time) =>
        Encoding.UTF8.GetBytes(string.Create(NumberFormatInfo.InvariantInfo, $"cosignature/v1\ntime {time}\n{text}"));

    internal static byte[] Lay(long time, byte[] signature)
    {
        var bytes = new byte[TimeLength + signature.Length];
        BinaryPrimitives.WriteInt64BigEndian(bytes, time);
        signature.CopyTo(bytes, TimeLength);
        return bytes;
    }
}
