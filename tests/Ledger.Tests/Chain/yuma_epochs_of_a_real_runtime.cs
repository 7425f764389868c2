using System.Collections.Immutable;
using System.Text.Json.Nodes;
using Gradients.Ledger.Chain;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Chain;

/// <summary>Every 16-bit number of every epoch as the runtime itself computed it.</summary>
public sealed class yuma_epochs_of_a_real_runtime
{
    static readonly JsonArray Epochs =
        JsonNode.Parse(GoldenFolder.Read(RecordedSession.Chain, "yuma-epochs.json"))!["cases"]!.AsArray();

    public static TheoryData<int> Cases => new(Enumerable.Range(0, Epochs.Count));

    [Fact]
    public void are_there_in_both_kinds()
    {
        Assert.True(Epochs.Count >= 24);
        Assert.Contains(Epochs, e => (bool)e!["yuma3"]!);
        Assert.Contains(Epochs, e => !(bool)e!["yuma3"]!);
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void are_exact(int number)
    {
        var (epoch, expected) = (Epochs[number]!, Epochs[number]!["out"]!);
        var outcome = Read(epoch).Run();
        Assert.Equal(U16(expected["incentive"]!), outcome.Incentive);
        Assert.Equal(U16(expected["consensus"]!), outcome.Consensus);
        Assert.Equal(U16(expected["vtrust"]!), outcome.ValidatorTrust);
        Assert.Equal(U16(expected["dividends"]!), outcome.Dividends);
        Assert.Equal(
            expected["bonds"]!.ToJsonString(),
            $"[{string.Join(",", outcome.Bonds.Select(
                row => $"[{string.Join(",", row.Select(e => $"[{e.Uid},{e.Value}]"))}]"))}]");
    }

    static YumaEpoch Read(JsonNode e) => new(
        (bool)e["yuma3"]!, (ushort)e["kappa"]!, (ushort)e["bonds_penalty"]!, (ulong)e["bonds_moving_average"]!,
        (ulong)e["block"]!, (ulong)e["tempo"]!, [.. e["stake"]!.AsArray().Select(s => UInt128.Parse((string)s!))],
        [.. e["permits"]!.AsArray().Select(p => (bool)p!)], Rows(e["weights"]!), Rows(e["bonds_in"]!),
        [.. e["last_update"]!.AsArray().Select(b => (ulong)b!)],
        [.. e["block_at_registration"]!.AsArray().Select(b => (ulong)b!)], 0, YumaEpoch.DefaultActivityCutoff, null);

    static ImmutableArray<ImmutableArray<StoredEntry>> Rows(JsonNode rows) =>
        [.. rows.AsArray().Select(row => row!.AsArray()
            .Select(e => new StoredEntry((int)e![0]!, (ushort)e[1]!)).ToImmutableArray())];

    static IEnumerable<ushort> U16(JsonNode list) => list.AsArray().Select(v => (ushort)v!);
}
