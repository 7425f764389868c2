using System.Security.Cryptography;
using System.Text;
using Gradients.Projections.Audits;
using Gradients.Projections.Tests.Simulation;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Audits;

public sealed class when_the_state_is_hashed
{
    static AuditReport Audited(byte[] export) => Audit.Of(new MemoryStream(export), hashState: true);

    static byte[] Simulated() => Simulation.Simulated.Export(new SeasonSimulator(5, 3).Events());

    [Theory]
    [MemberData(nameof(GoldenLedgers.Names), MemberType = typeof(GoldenLedgers))]
    public void it_is_the_hash_of_the_export_and_of_all_tables(string season)
    {
        var export = Simulation.Simulated.Export(GoldenLedgers.Events(season));
        var tables = ProjectionHash.Of(GoldenLedgers.Tables(season));

        Assert.Equal(StateHash.Of(SHA256.HashData(export), tables), Audited(export).StateHash);
    }

    [Fact]
    public void a_fact_on_which_nothing_rests_changes_it()
    {
        var export = Simulated();
        var changed = (byte[])export.Clone();
        var at = changed.AsSpan().IndexOf("\"repository\":\"https://"u8) + "\"repository\":\"https://"u8.Length;
        changed[at] = changed[at] == (byte)'a' ? (byte)'b' : (byte)'a';

        var (before, after) = (Audited(export), Audited(changed));

        Assert.Equal((0, 0), (before.ExitCode(strict: false), after.ExitCode(strict: false)));
        Assert.Equal(64, before.StateHash!.Length);
        Assert.NotEqual(before.StateHash, after.StateHash);
    }

    [Fact]
    public void there_is_none_unless_the_ledger_is_equal_to_its_end_and_somebody_asked()
    {
        var export = Simulated();
        Assert.Null(Audit.Of(new MemoryStream(export)).StateHash);
        Assert.Null(Audited(export[..^1]).StateHash);
        var removed = export.AsSpan(export.AsSpan().IndexOf((byte)'\n') + 1).ToArray();
        Assert.NotNull(Audited(removed).Divergence);
        Assert.Null(Audited(removed).StateHash);
        Assert.Contains("\"position\":1,", Encoding.UTF8.GetString(export), StringComparison.Ordinal);
    }
}
