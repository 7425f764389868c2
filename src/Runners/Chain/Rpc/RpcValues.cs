using System.Globalization;
using System.Text.Json;
using Gradients.Ledger.Chain;

namespace Gradients.Runners.Chain;

/// <summary>Values in replies, each checked: a node may say anything.</summary>
static class RpcValues
{
    /// <summary>Bytes in hex, of exactly so many bytes; written back in lower case.</summary>
    public static string Hash(this JsonElement value, string method, int bytes) =>
        HexBytes.Write(Bytes(value, method, bytes));

    public static byte[] Bytes(this JsonElement value, string method, int? bytes = null)
    {
        if (value.ValueKind != JsonValueKind.String)
            throw new NodeLies($"{method}: bytes are expected, the node says {Shown(value)}");
        try
        {
            return bytes is { } count ? HexBytes.Read(value.GetString()!, count) : HexBytes.Read(value.GetString()!);
        }
        catch (BadScale bad)
        {
            throw new NodeLies($"{method}: {bad.Message}", bad);
        }
    }

    public static JsonElement Member(this JsonElement value, string method, string name) =>
        value.ValueKind == JsonValueKind.Object && value.TryGetProperty(name, out var member)
            ? member
            : throw new NodeLies($"{method}: '{name}' is missing");

    public static uint U32(this JsonElement value, string method) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetUInt32(out var number)
            ? number
            : throw new NodeLies($"{method}: a number of 32 bits is expected, the node says {Shown(value)}");

    /// <summary>Block numbers are written as hex, with or without leading zeros, or as a number.</summary>
    public static ulong Block(this JsonElement value, string method)
    {
        if (value.ValueKind == JsonValueKind.Number && value.TryGetUInt64(out var number))
            return number;
        var text = value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
        return text.StartsWith("0x", StringComparison.Ordinal) && text.Length <= 18
            && ulong.TryParse(text.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out number)
            ? number
            : throw new NodeLies($"{method}: a block number is expected, the node says {Shown(value)}");
    }

    static string Shown(JsonElement value)
    {
        var text = value.GetRawText();
        return text.Length <= 80 ? text : $"{text.AsSpan(0, 80)}…";
    }
}
