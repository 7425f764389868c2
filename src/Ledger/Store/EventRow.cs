using System.Buffers.Text;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Gradients.Ledger.Store;

/// <summary>What an event row holds besides the event's own facts, derived from them: nothing random enters.</summary>
public static class EventRow
{
    static readonly byte[] FirstSchema = """{"v":1}"""u8.ToArray();

    static readonly ConcurrentDictionary<string, string> DotnetTypes = new(StringComparer.Ordinal);

    /// <summary>
    /// The row's id: the first 16 bytes of SHA-256 over the stream's UTF-8 bytes, one line feed (0x0A) and the version
    /// in decimal, read as a UUID in network byte order; no version or variant bits are set.
    /// <c>printf 'tournament/spring\n12' | sha256sum | cut -c1-32</c> prints the same digits.
    /// </summary>
    public static Guid Id(string stream, long version)
    {
        const int longestDecimal = 20;
        Span<byte> digest = stackalloc byte[SHA256.HashSizeInBytes];
        var longest = Encoding.UTF8.GetMaxByteCount(stream.Length) + 1 + longestDecimal;
        var text = longest <= 512 ? stackalloc byte[longest] : new byte[longest];
        var length = Encoding.UTF8.GetBytes(stream, text);
        text[length++] = (byte)'\n';
        Utf8Formatter.TryFormat(version, text[length..], out var digits);
        SHA256.HashData(text[..(length + digits)], digest);
        return new Guid(digest[..16], bigEndian: true);
    }

    /// <summary>
    /// <c>mt_dotnet_type</c>: <c>Gradients.Ledger.TournamentAnnounced, Gradients.Ledger</c> for the alias
    /// <c>tournament_announced</c>. A name that never changes, whatever the namespaces of a release; a Marten host maps
    /// by alias.
    /// </summary>
    public static string DotnetType(string alias) => DotnetTypes.GetOrAdd(alias, static alias =>
    {
        var words = alias.Split('_', StringSplitOptions.RemoveEmptyEntries)
            .Select(word => char.ToUpperInvariant(word[0]) + word[1..]);
        return $"Gradients.Ledger.{string.Concat(words)}, Gradients.Ledger";
    });

    /// <summary><c>headers</c>: the schema version of the event type, <c>{"v":1}</c>.</summary>
    internal static byte[] Headers(int schema) =>
        schema == 1 ? FirstSchema : Encoding.UTF8.GetBytes($"{{\"v\":{schema}}}");

    /// <summary>A time as Npgsql writes it. PostgreSQL keeps microseconds, so nothing is lost.</summary>
    internal static DateTime Time(long micros) => DateTime.UnixEpoch.AddTicks(micros * TimeSpan.TicksPerMicrosecond);
}
