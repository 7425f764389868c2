using System.Buffers.Binary;
using System.IO.Compression;

namespace Gradients.Runners.Demo;

/// <summary>Small grey PNG pictures of a few words each.</summary>
static class DemoPictures
{
    internal const int Side = 8;

    static readonly string[] Where = ["left", "right", "top", "bottom"];

    static readonly string[] Tones = ["dark", "grey", "bright"];

    internal static void Write(string folder, int count)
    {
        Directory.CreateDirectory(folder);
        for (var i = 0; i < count; i++)
        {
            var (where, tone, ground) = (i % Where.Length, i / Where.Length % Tones.Length, i / 12 % Tones.Length);
            var pixels = new byte[Side * Side];
            for (var p = 0; p < pixels.Length; p++)
                pixels[p] = (byte)((IsIn(where, p % Side, p / Side) ? 100 + 75 * tone : 30 * ground) + (i * 7 + p) % 5);
            var name = Path.Combine(folder, $"picture-{i:000}");
            File.WriteAllBytes(name + ".png", Png(pixels));
            File.WriteAllText(name + ".txt", $"a {Tones[tone]} bar {Where[where]} on {Tones[ground]} ground\n");
        }
    }

    static bool IsIn(int where, int x, int y) => where switch
    {
        0 => x < Side / 2,
        1 => x >= Side / 2,
        2 => y < Side / 2,
        _ => y >= Side / 2,
    };

    static byte[] Png(byte[] pixels)
    {
        using var file = new MemoryStream();
        file.Write([0x89, .. "PNG\r\n\u001a\n"u8]);
        var head = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(head, Side);
        BinaryPrimitives.WriteInt32BigEndian(head.AsSpan(4), Side);
        head[8] = 8; // bits, of one grey channel, without interlacing
        Chunk(file, "IHDR"u8, head);
        using var packed = new MemoryStream();
        // Stored, not compressed: the bytes are the same whatever the library's version.
        using (var zlib = new ZLibStream(packed, CompressionLevel.NoCompression, leaveOpen: true))
            for (var y = 0; y < Side; y++)
                zlib.Write([0, .. pixels.AsSpan(y * Side, Side)]);
        Chunk(file, "IDAT"u8, packed.ToArray());
        Chunk(file, "IEND"u8, []);
        return file.ToArray();
    }

    static void Chunk(MemoryStream file, ReadOnlySpan<byte> kind, ReadOnlySpan<byte> body)
    {
        var number = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, body.Length);
        file.Write(number);
        byte[] checkedPart = [.. kind, .. body];
        file.Write(checkedPart);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(checkedPart));
        file.Write(number);
    }

    /// <summary>CRC-32 of ISO 3309, bit by bit: pictures are small.</summary>
    static uint Crc(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var b in bytes)
        {
            crc ^= b;
            for (var bit = 0; bit < 8; bit++)
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320);
        }
        return ~crc;
    }
}
