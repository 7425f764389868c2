namespace Gradients.Ledger;

/// <summary>
/// Names of streams: <c>tournament/{id}</c>, <c>rulebook</c>, <c>metagraph/{netuid}</c>, <c>weights/{netuid}</c>,
/// <c>pool/{netuid}</c>, <c>benchmark/{id}</c>.
/// </summary>
public static class Streams
{
    public const string Rulebook = "rulebook";
    const string TournamentPrefix = "tournament/";
    const string MetagraphPrefix = "metagraph/";
    const string WeightsPrefix = "weights/";
    const string BenchmarkPrefix = "benchmark/";
    const string PoolPrefix = "pool/";
    const int LongestId = 128;

    public static string Tournament(string id) => TournamentPrefix + id;

    public static string Metagraph(int netuid) => MetagraphPrefix + Decimal(netuid);

    public static string Weights(int netuid) => WeightsPrefix + Decimal(netuid);

    public static string Pool(int netuid) => PoolPrefix + Decimal(netuid);

    public static bool IsTournament(string stream) => stream.StartsWith(TournamentPrefix, StringComparison.Ordinal);

    public static bool IsMetagraph(string stream) => stream.StartsWith(MetagraphPrefix, StringComparison.Ordinal);

    public static bool IsWeights(string stream) => stream.StartsWith(WeightsPrefix, StringComparison.Ordinal);

    public static bool IsBenchmark(string stream) => stream.StartsWith(BenchmarkPrefix, StringComparison.Ordinal);

    public static bool IsPool(string stream) => stream.StartsWith(PoolPrefix, StringComparison.Ordinal);

    /// <summary>The tournament's own id, without the prefix.</summary>
    public static string TournamentId(string stream) => stream[TournamentPrefix.Length..];

    /// <summary>The benchmark task's own id, without the prefix.</summary>
    public static string BenchmarkId(string stream) => stream[BenchmarkPrefix.Length..];

    /// <summary>The subnet of a metagraph, weights or pool stream, or -1 when the name holds none.</summary>
    public static int Netuid(string stream)
    {
        var digits = stream.AsSpan(stream.IndexOf('/', StringComparison.Ordinal) + 1);
        var netuid = 0;
        foreach (var c in digits)
        {
            if (!char.IsAsciiDigit(c) || netuid > ushort.MaxValue)
                return -1;
            netuid = (netuid * 10) + (c - '0');
        }
        var canonical = digits.Length > 0 && (digits.Length == 1 || digits[0] != '0');
        return canonical && netuid <= ushort.MaxValue ? netuid : -1;
    }

    /// <summary>The aggregate alias kept beside a stream: the first word of its name.</summary>
    public static string Type(string stream)
    {
        var slash = stream.IndexOf('/', StringComparison.Ordinal);
        return slash < 0 ? stream : stream[..slash];
    }

    /// <summary>Whether a name is one of the six kinds, with an id of 1 to 128 letters, digits, dots, dashes, bars.</summary>
    public static bool IsLegal(string stream)
    {
        if (IsTournament(stream) || IsBenchmark(stream))
        {
            var id = stream.AsSpan(stream.IndexOf('/', StringComparison.Ordinal) + 1);
            return id.Length is > 0 and <= LongestId && IsOfIdLetters(id);
        }
        return stream == Rulebook
            || ((IsMetagraph(stream) || IsWeights(stream) || IsPool(stream)) && Netuid(stream) >= 0);
    }

    static bool IsOfIdLetters(ReadOnlySpan<char> id)
    {
        foreach (var c in id)
            if (!char.IsAsciiLetterOrDigit(c) && c is not ('.' or '_' or '-'))
                return false;
        return true;
    }

    static string Decimal(int number) =>
        number.ToString(System.Globalization.NumberFormatInfo.InvariantInfo);
}
