using System.Security.Cryptography;
using System.Text;

namespace Gradients.Runners.Conductor;

/// <summary>
/// The seeds of a tournament's rounds: HMAC-SHA256 of tournament and round under a key that nobody else knows. Each is
/// committed to while the field is open and revealed when its round is drawn; any node of the same database makes them
/// again.
/// </summary>
public sealed class Seeds(byte[] key)
{
    /// <summary>Enough for a field of a million: groups first, then pairs, then the boss.</summary>
    public const int Rounds = 10;

    /// <returns>64 hex digits.</returns>
    public string Of(string stream, int round) => Convert.ToHexStringLower(
        HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{stream}\n{Keys.Number(round)}")));

    /// <summary>What binds a seed before it is known (docs/draw.md).</summary>
    public string Commitment(string stream, int round) => CommitmentOf(Of(stream, round));

    internal static string CommitmentOf(string seed) =>
        Convert.ToHexStringLower(SHA256.HashData(Convert.FromHexString(seed)));
}
