using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;

namespace Gradients.Projections.Tests;

/// <summary>What the tables of the golden seasons say, against what the ledger's own state and events say.</summary>
public sealed class golden_seasons_through_all_projections
{
    public static TheoryData<string> Seasons => GoldenLedgers.Names;

    [Theory]
    [MemberData(nameof(Seasons))]
    public void every_projection_reaches_the_end(string season)
    {
        var events = GoldenLedgers.Events(season);
        var projections = new ProjectionSet();
        foreach (var e in events)
            projections.Apply(e);
        Assert.All(projections.Running, projection => Assert.Null(projection.Fault));
        Assert.All(projections.Running, projection => Assert.Equal(events.Count, projection.Position));
    }
}
