using System.Text;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tests.Digests;

public sealed class blake2b_as_published
{
    static string Hash(ReadOnlySpan<byte> data, int bytes)
    {
        var digest = new byte[bytes];
        Blake2b.Hash(data, digest);
        return Convert.ToHexStringLower(digest);
    }

    /// <summary>RFC 7693, appendix A, and what Substrate's own libraries answer.</summary>
    [Theory]
    [InlineData("abc", 64, "ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1"
        + "7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923")]
    [InlineData("", 64, "786a02f742015903c6c6fd852552d272912f4740e15847618a86e217f71f5419"
        + "d25e1031afee585313896444934eb04b903a685b1448b755d56f701afe9be2ce")]
    [InlineData("abc", 32, "bddd813c634239723171ef3fee98579b94964e3bb1cb3e427262c8c068d52319")]
    [InlineData("", 16, "cae66941d9efbd404e4d88758ea67670")]
    public void gives_the_known_answers(string text, int bytes, string digest) =>
        Assert.Equal(digest, Hash(Encoding.ASCII.GetBytes(text), bytes));

    /// <summary>
    /// After RFC 7693, appendix E: one digest over the digests of many lengths; the keyless part of it, folded the same
    /// way, as Python's hashlib gives it.
    /// </summary>
    [Fact]
    public void agrees_with_another_implementation_on_every_length_around_a_block()
    {
        var folded = new List<byte>();
        foreach (var outputs in new[] { 20, 32, 48, 64 })
            foreach (var length in new[] { 0, 3, 127, 128, 129, 255, 256, 257, 1024 })
            {
                var digest = new byte[outputs];
                Blake2b.Hash(Sequence(length, (uint)length), digest);
                folded.AddRange(digest);
            }
        Assert.Equal(Folded, Hash(folded.ToArray(), 32));
    }

    const string Folded = "03998dd620e9a95f3a3b2e4f7b06cb759d976952f5b85b173fe64e15fd00895c";

    /// <summary>The deterministic bytes of RFC 7693's own self test.</summary>
    static byte[] Sequence(int length, uint seed)
    {
        var (a, b) = (unchecked(0xDEAD4BAD * seed), 1u);
        var bytes = new byte[length];
        for (var i = 0; i < length; i++)
        {
            var t = unchecked(a + b);
            (a, b) = (b, t);
            bytes[i] = (byte)(t >> 24);
        }
        return bytes;
    }

    [Fact]
    public void a_digest_has_1_to_64_bytes()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash([], 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash([], 65));
        Assert.Equal(2, Hash([], 1).Length);
    }
}
