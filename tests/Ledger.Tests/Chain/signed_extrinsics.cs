using System.Collections.Immutable;
using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Chain;

public sealed class signed_extrinsics
{
    static readonly ChainTerms Terms =
        new(300, 1, [.. Known.Bytes((string)RecordedSession.Explained["genesis"]!)]);

    /// <summary>Era, nonce and hash of the era's birth as in the session; the signature is taken from it.</summary>
    [Theory]
    [InlineData("set_weights_signed", 2, new ushort[] { 38550, 5, 15 }, 0)]
    [InlineData("rate_limited_signed", 4, new ushort[] { 1, 2, 3 }, 1)]
    public void of_the_session_are_rebuilt_byte_by_byte(string name, int born, ushort[] weights, int nonce)
    {
        var recorded = Known.Bytes((string)RecordedSession.Explained[name]!["hex"]!);
        var call = WeightCalls.SetWeights(Known.Metadata, 1, [0, 1, 2], weights, 0);
        var era = Era.BornAt((ulong)born, 8);
        var unsigned = UnsignedExtrinsic.Of(Known.Metadata, Terms, call, era, new byte[32], (uint)nonce);
        var signature = recorded.AsSpan(2 + 1 + 1 + 32 + 1, 64);
        Assert.Equal(HexBytes.Write(recorded), HexBytes.Write(unsigned.Sign(Known.Alice, signature)));
    }

    /// <summary>
    /// call, era, nonce, tip, mode, versions, genesis, birth, no metadata hash: as the format has it.
    /// </summary>
    [Fact]
    public void are_signed_over_this_payload()
    {
        var call = WeightCalls.SetWeights(Known.Metadata, 1, [0, 1, 2], [38550, 5, 15], 0);
        var birth = Enumerable.Range(0, 32).Select(i => (byte)i).ToArray();
        var unsigned = UnsignedExtrinsic.Of(Known.Metadata, Terms, call, Era.BornAt(2, 8), birth, 0);
        Assert.Equal(
            Convert.ToHexStringLower(call) + "2200" + "00" + "00" + "00" + "2c010000" + "01000000"
            + Convert.ToHexStringLower(Terms.Genesis.AsSpan()) + Convert.ToHexStringLower(birth) + "00",
            Convert.ToHexStringLower(unsigned.Payload()));
    }

    [Fact]
    public void with_long_payloads_sign_their_hash()
    {
        var uids = Enumerable.Range(0, 100).Select(i => (ushort)i).ToArray();
        var call = WeightCalls.SetWeights(Known.Metadata, 56, uids, uids, 0);
        var unsigned = UnsignedExtrinsic.Of(Known.Metadata, Terms, call, Era.Immortal, new byte[32], 7);
        Assert.Equal(StorageHash.Blake2(unsigned.Unhashed(), 256), unsigned.Payload());
    }

    [Fact]
    public void are_refused_where_an_unknown_extension_wants_something()
    {
        var u32 = Known.Metadata.Types.Count; // appended below
        var types = new TypeRegistry(ImmutableArray.CreateRange(
            Enumerable.Range(0, Known.Metadata.Types.Count).Select(i => Known.Metadata.Types[i])
                .Append(new TypeShape.Simple(Primitive.U32))));
        var call = WeightCalls.SetWeights(Known.Metadata, 1, [0], [1], 0);
        foreach (var extension in new[] { new SignedExtension("CheckTheMoon", u32, Empty), new("CheckTheMoon", Empty,
            u32) })
        {
            var metadata = Known.Metadata with { Types = types, Extensions = Known.Metadata.Extensions.Add(extension) };
            var refused = Assert.Throws<UnknownExtensionException>(
                () => UnsignedExtrinsic.Of(metadata, Terms, call, Era.Immortal, new byte[32], 0));
            Assert.Contains("CheckTheMoon", refused.Message, StringComparison.Ordinal);
        }
        var ignored = Known.Metadata with { Extensions = Known.Metadata.Extensions.Add(new("CheckTheMoon", Empty,
            Empty)) };
        Assert.NotNull(UnsignedExtrinsic.Of(ignored, Terms, call, Era.Immortal, new byte[32], 0));
    }

    static int Empty => Known.Metadata.Extensions[0].Data;

    [Fact]
    public void take_their_calls_from_the_metadata()
    {
        var subtensor = Known.Metadata.Pallet("SubtensorModule")!;
        var moved = Known.Metadata with
        {
            Pallets = Known.Metadata.Pallets.Replace(subtensor, subtensor with { Index = 99 }),
        };
        Assert.Equal(99, WeightCalls.SetWeights(moved, 1, [0], [1], 0)[0]);
        var without = Known.Metadata with { Pallets = Known.Metadata.Pallets.Remove(subtensor) };
        Assert.Throws<UnknownToRuntimeException>(() => WeightCalls.SetWeights(without, 1, [0], [1], 0));
    }

    [Fact]
    public void commit_first_and_reveal_later_by_the_recorded_calls()
    {
        ushort[] salt = [1, 2, 3, 4, 5, 6, 7, 8];
        var hash = CommitHash.Of(Known.Alice, 1, [0, 2, 3], [100, 65535, 7], salt, 0);
        Assert.Equal((string)RecordedSession.Explained["commit_call"]!,
            HexBytes.Write(WeightCalls.CommitWeights(Known.Metadata, 1, hash)));
        Assert.Equal((string)RecordedSession.Explained["reveal_call"]!,
            HexBytes.Write(WeightCalls.RevealWeights(Known.Metadata, 1, [0, 2, 3], [100, 65535, 7], salt, 0)));
    }

    [Fact]
    public void live_for_their_era()
    {
        for (var period = 4u; period <= 65_536; period *= 2)
            foreach (var block in new ulong[] { 0, 1, 7, 8, 1_000, 123_456, 5_000_001 })
            {
                var era = Era.BornAt(block, period);
                var reader = new ScaleReader(era.ToBytes());
                Assert.Equal(era, Era.Read(ref reader));
                Assert.InRange(era.Birth(block), block - Math.Min(block, period - 1), block);
                Assert.Equal(era.Birth(block) + period, era.Death(block));
            }
        Assert.Equal([0], Era.Immortal.ToBytes());
        Assert.Throws<ArgumentOutOfRangeException>(() => Era.BornAt(1, 12));
    }

    /// <summary>
    /// Above 4096 blocks births are rarer than blocks: an era born before its block is not born at it.
    /// </summary>
    [Fact]
    public void of_long_eras_are_born_at_steps() => Assert.Equal(4_992ul, Era.BornAt(5_000, 65_536).Birth(5_000));
}
