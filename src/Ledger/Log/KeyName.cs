using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Ledger.Log;

/// <summary>Names and ids of keys, as C2SP signed-note has them.</summary>
static class KeyName
{
    /// <summary>Not empty, no white space of any alphabet, no control character, no plus sign.</summary>
    internal static bool Is(string name)
    {
        foreach (var c in name)
            if (c == '+' || char.IsWhiteSpace(c) || char.IsControl(c))
                return false;
        return name.Length > 0;
    }

    /// <summary>The first four bytes of SHA-256(name || 0x0A || type || public key).</summary>
    internal static uint Id(string name, SignatureType type, byte[] publicKey)
    {
        byte[] hashed = [.. Encoding.UTF8.GetBytes(name), (byte)'\n', (byte)type, .. publicKey];
        return BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(hashed));
    }

    /// <summary>Cuts <c>name+id+base64</c>; the base64 may hold plus signs of its own.</summary>
    internal static (string Name, uint Id, SignatureType Type, byte[] Key) Parse(string text, string what)
    {
        var parts = text.Split('+', 3);
        if (parts.Length != 3 || !Is(parts[0]) || !Hashing.Hex.Is(parts[1], 8)
            || !StrictBase64.TryDecode(parts[2], out var bytes))
            throw new FormatException($"the {what} is not name+key id in hex+base64");
        if (bytes.Length != 1 + Ed25519.KeyLength || bytes[0] is not (0x01 or 0x04))
            throw new FormatException($"the {what} is not Ed25519 (type 1 or 4, 32 bytes)");
        return (parts[0], Convert.ToUInt32(parts[1], 16), (SignatureType)bytes[0], bytes[1..]);
    }
}
