using System.Diagnostics;
using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Chain;

public sealed class metadata_of_a_real_runtime
{
    const int Seed = 77;

    [Fact]
    public void name_pallets_calls_and_extensions()
    {
        var (pallet, call) = Known.Metadata.Call(WeightCalls.Pallet, WeightCalls.Set);
        Assert.Equal((7, 0), (pallet, call.Index));
        Assert.Equal(97, Known.Metadata.Call(WeightCalls.Pallet, WeightCalls.Reveal).Call.Index);
        Assert.Equal("CheckNonZeroSender", Known.Metadata.Extensions[0].Name);
        Assert.Equal("CheckMetadataHash", Known.Metadata.Extensions[^1].Name);
        Assert.Equal(4, Known.Metadata.ExtrinsicVersion);
        Assert.Throws<UnknownToRuntimeException>(() => Known.Metadata.Call("SubtensorModule", "no_such_call"));
        Assert.Throws<UnknownToRuntimeException>(() => Known.Metadata.Storage("System", "NoSuchItem"));
    }

    [Fact]
    public void say_what_an_absent_key_means()
    {
        var tempo = Known.Metadata.Storage("SubtensorModule", "Tempo");
        Assert.Equal("10", Known.Metadata.Types.Read(tempo.Default.AsSpan(), tempo.Value).ToString());
        Assert.False(tempo.IsOptional);
        Assert.True(Known.Metadata.Storage("SubtensorModule", "WeightCommits").IsOptional);
    }

    [Theory]
    [InlineData(27, "Weights", "[(0, 65535), (1, 8), (2, 25)]")]
    [InlineData(28, "LastUpdate", "[0, 3, 0]")]
    [InlineData(19, "ValidatorPermit", "[true, true, true]")]
    [InlineData(13, "Tempo", "360")]
    public void read_what_the_session_stored(int reply, string item, string expected)
    {
        var entry = Known.Metadata.Storage("SubtensorModule", item);
        Assert.Equal(expected, Known.Metadata.Types.Read(RecordedSession.Bytes(reply), entry.Value).ToString());
    }

    [Fact]
    public void of_another_version_are_refused()
    {
        var bytes = RecordedSession.Metadata;
        bytes[4] = 15;
        var fault = Assert.Throws<BadScale>(() => MetadataReader.Read(bytes));
        Assert.Equal("byte 4: metadata of version 15; version 14 is read here", fault.Message);
        bytes[0] = 0;
        Assert.Equal(0, Assert.Throws<BadScale>(() => MetadataReader.Read(bytes)).Offset);
    }

    /// <summary>
    /// Bytes cut off or changed anywhere: read, or refused with a place. Never anything else, and soon.
    /// </summary>
    [Fact]
    public void that_were_damaged_are_read_or_refused_with_a_place()
    {
        var random = new Random(Seed);
        var original = RecordedSession.Metadata;
        var refused = 0;
        var watch = Stopwatch.StartNew();
        for (var round = 0; watch.Elapsed < TimeSpan.FromSeconds(3); round++)
        {
            var bytes = round % 4 == 0 ? original[..random.Next(original.Length)] : [.. original];
            for (var i = random.Next(4); i >= 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                MetadataReader.Read(bytes);
            }
            catch (BadScale fault)
            {
                Assert.True(fault.Offset >= 0 && fault.Offset <= bytes.Length, $"seed {Seed} round {round}: {fault}");
                refused++;
            }
        }
        Assert.True(refused > 0, $"seed {Seed}");
    }

    [Fact]
    public void damaged_events_are_read_or_refused_with_a_place()
    {
        var random = new Random(Seed);
        var original = RecordedSession.Bytes(26);
        for (var round = 0; round < 20_000; round++)
        {
            var bytes = round % 3 == 0 ? original[..random.Next(original.Length)] : [.. original];
            for (var i = random.Next(5); i > 0 && bytes.Length > 0; i--)
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            try
            {
                BlockEvents.Read(Known.Metadata, bytes);
            }
            catch (BadScale fault)
            {
                Assert.True(fault.Offset >= 0 && fault.Offset <= bytes.Length, $"seed {Seed} round {round}: {fault}");
            }
        }
    }
}
