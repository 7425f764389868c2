using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Draws;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Catalogues;

/// <summary>
/// Everything about one task that is left to chance, from the round's recorded seed. Each use has a digest of its own,
/// so that no choice tells anything of another, and none of them is a block of the draw itself (docs/catalogue.md).
/// </summary>
readonly struct TaskChance(string tournament, RoundDrawn round, DrawSeed seed, int number)
{
    const int IdBytes = 16;

    /// <summary>A stream for the choices of type, dataset, model and row order.</summary>
    internal SeedWords Choices() => new(Digest("choices", ""));

    /// <summary>The seed of the split into training and held-out rows.</summary>
    internal string SplitSeed() => Convert.ToHexStringLower(Digest("split", ""));

    /// <summary>The first 16 bytes as a UUID of version 8, which RFC 9562 leaves to its maker.</summary>
    internal string Id(string catalogueDigest)
    {
        var bytes = Digest("id", catalogueDigest + "\n").AsSpan(0, IdBytes);
        bytes[6] = (byte)((bytes[6] & 0x0f) | 0x80);
        bytes[8] = (byte)((bytes[8] & 0x3f) | 0x80);
        var hex = Convert.ToHexStringLower(bytes);
        return $"{hex[..8]}-{hex[8..12]}-{hex[12..16]}-{hex[16..20]}-{hex[20..]}";
    }

    byte[] Digest(string use, string more) => SHA256.HashData(Encoding.UTF8.GetBytes(
        $"gradients task {use} 1\n{tournament}\n{round.Round}\n{seed.Value}\n{number}\n{more}"));
}
