using Gradients.Ledger.Canonical;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Commands;

/// <summary>
/// One command as a record file holds it, for example
/// <c>{"command":"accept_entry","data":{"hotkey":"5F…"},"stream":"tournament/spring"}</c>; <c>at</c> and <c>key</c> may
/// stand beside it.
/// </summary>
/// <param name="At">When it was recorded, if the line says so: microseconds since 1970.</param>
/// <param name="Key">
/// Idempotency key: the same key is never carried out twice. Without one, the digest of the line's canonical form.
/// </param>
public sealed record CommandLine(string Stream, long? At, string Key, LedgerCommand Command)
{
    const int LongestKey = 200;

    /// <summary>The writer chose the key; otherwise it is the digest of the line.</summary>
    public bool HasOwnKey { get; private init; } = true;

    /// <summary>What is said of it where a rule refuses it.</summary>
    public string RefusedBy(Refusal refusal) => $"{Stream}: {CommandTypes.Of(Command).Alias} is refused: {refusal}";

    /// <summary>Reads one line of JSON in any layout.</summary>
    /// <exception cref="NotCanonical">It is no command; the reason names the field.</exception>
    public static CommandLine Read(ReadOnlySpan<byte> json, Interner names)
    {
        var canonical = StrictJson.Canonical(json);
        try
        {
            return OfCanonical(canonical, names);
        }
        catch (NotCanonical refused)
        {
            // The offset counts in the canonical form, which nobody wrote.
            throw new NotCanonical(refused.Naming(canonical, ""),
                FieldPath.StartOf(json, FieldPath.At(canonical, refused.Offset)));
        }
    }

    static CommandLine OfCanonical(byte[] canonical, Interner names)
    {
        var scanner = new CanonicalScanner(canonical, names);
        var at = scanner.TextOrNone("at"u8, null);
        var alias = scanner.Text("command"u8, null);
        var type = CommandTypes.Find(alias)
            ?? throw new NotCanonical($"unknown command '{alias}'", scanner.Offset);
        var command = scanner.TryOpen("data"u8) ? type.Read(ref scanner) : null;
        var keyAt = scanner.Offset + 1;
        var key = scanner.TextOrNone("key"u8, null);
        var stream = scanner.Text("stream"u8, null);
        scanner.Close();
        scanner.End();
        command ??= WithoutData(type, names);
        if (key is { Length: 0 or > LongestKey })
            throw new NotCanonical($"'key' has 1 to {LongestKey} characters", keyAt);
        var micros = 0L;
        if (at is not null && !Moment.TryParse(at, out micros))
            throw new NotCanonical(
                $"'at' is '{at}', expected an ISO 8601 time with at most six decimals and with Z or an offset", 1);
        return new(stream, at is null ? null : micros, key ?? Hex.Sha256(canonical), command)
        {
            HasOwnKey = key is not null,
        };
    }

    static LedgerCommand WithoutData(CommandType type, Interner names)
    {
        var empty = new CanonicalScanner("{}"u8, names);
        return type.Read(ref empty);
    }

    /// <summary>Writes the line canonically, without a line feed.</summary>
    public void Write(CanonicalWriter writer)
    {
        var type = CommandTypes.Of(Command);
        writer.Raw((byte)'{');
        if (At is { } at)
        {
            writer.Raw("\"at\":\""u8);
            Span<byte> moment = stackalloc byte[Moment.Length];
            Moment.Write(at, moment);
            writer.Raw(moment);
            writer.Raw("\","u8);
        }
        writer.Raw("\"command\":"u8);
        writer.Text(type.Alias);
        writer.Raw(",\"data\":"u8);
        type.Write(writer, Command);
        writer.Raw(",\"key\":"u8);
        writer.Text(Key);
        writer.Raw(",\"stream\":"u8);
        writer.Text(Stream);
        writer.Raw((byte)'}');
    }
}
