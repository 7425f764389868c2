namespace Gradients.Api.Tests;

public sealed class when_two_ledgers_live_side_by_side
{
    const string Rules = """{"command":"adopt_rulebook","data":{"rulebook":"2025.12"},"stream":"rulebook"}""";

    [Fact]
    public void each_keeps_its_own_events_and_stops_alone()
    {
        using var one = new LedgerHome();
        using var other = new LedgerHome();
        one.Gradients("record", one.Write("rules.ndjson", Rules)).Ended(0);
        other.Gradients("db", "start").Ended(0);

        Assert.Equal((1, 0), (one.Head(), other.Head()));
        one.Gradients("db", "stop").Ended(0);
        Assert.Equal(("stopped", "running"), (Status(one), Status(other)));
        Assert.Equal(1, one.Head()); // Started again when it is needed.
        Assert.Equal("running", Status(one));
    }

    static string? Status(LedgerHome home) =>
        home.Gradients("db", "status", "--json").Ended(0).Json.GetProperty("status").GetString();
}
