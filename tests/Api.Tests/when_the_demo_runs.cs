namespace Gradients.Api.Tests;

public sealed class when_the_demo_runs : IDisposable
{
    readonly LedgerHome _ledger = new();

    public void Dispose() => _ledger.Dispose();

    [Fact]
    public void a_season_is_recorded_shown_exported_and_audited()
    {
        var ran = _ledger.Gradients("demo", "--tournaments", "2").Ended(0);

        Assert.Equal(7, ran.Lines.Count(line => line.StartsWith('[')));
        Assert.Contains("EQUAL.", ran.Output, StringComparison.Ordinal);
        Assert.Matches(@"(\d+) of \1 weights equal to the last bit", ran.Output);
        Assert.DoesNotContain("FAIL", _ledger.Gradients("doctor").Ended(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void running_it_again_repeats_the_same_ledger()
    {
        _ledger.Gradients("demo", "--tournaments", "2", "--seed", "7").Ended(0);
        var head = _ledger.Head();

        _ledger.Gradients("demo", "--tournaments", "2", "--seed", "7").Ended(0);

        Assert.Equal(head, _ledger.Head());
    }
}
