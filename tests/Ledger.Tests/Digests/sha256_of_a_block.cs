using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Hashing;

namespace Gradients.Ledger.Tests.Digests;

public sealed class sha256_of_a_block
{
    static byte[] Hash(ReadOnlySpan<byte> data)
    {
        var digest = new byte[32];
        Sha256Block.Hash(data, digest);
        return digest;
    }

    /// <summary>FIPS 180-4's example of one block, and the empty input.</summary>
    [Theory]
    [InlineData("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")]
    [InlineData("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855")]
    public void gives_the_known_answers(string text, string digest) =>
        Assert.Equal(digest, Convert.ToHexStringLower(Hash(Encoding.ASCII.GetBytes(text))));

    [Fact]
    public void agrees_with_another_implementation_on_every_length_that_fits()
    {
        for (var length = 0; length <= Sha256Block.MaxBytes; length++)
            for (var first = 0; first < 256; first += 51)
            {
                var data = Enumerable.Range(0, length).Select(i => (byte)(first + (i * 37))).ToArray();
                Assert.Equal(SHA256.HashData(data), Hash(data));
            }
    }

    [Fact]
    public void refuses_what_does_not_fit() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Hash(new byte[Sha256Block.MaxBytes + 1]));

    [Theory]
    [InlineData(Sha256Block.MaxBytes)]
    [InlineData(Sha256Block.MaxBytes + 1)]
    [InlineData(1000)]
    public void texts_of_digests_are_the_same_on_either_side_of_a_block(int length)
    {
        var data = new byte[length];
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(data)), Hex.Sha256(data));
        Assert.Equal(SHA256.HashData(data), Hex.Bytes(Hex.Sha256(data)));
    }
}
