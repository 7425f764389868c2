using System.Runtime.CompilerServices;
using Gradients.Ledger.Canonical;

namespace Gradients.Projections.Tests;

/// <summary>A new event type has to choose a side in every projection: here it is noticed if it does not.</summary>
public sealed class every_event_type
{
    public static TheoryData<string, string> Pairs()
    {
        var pairs = new TheoryData<string, string>();
        foreach (var projection in ProjectionSet.Names)
            foreach (var type in Types)
                pairs.Add(projection, type.Name);
        return pairs;
    }

    static IEnumerable<Type> Types => typeof(LedgerEvent).Assembly.GetTypes()
        .Where(type => type.IsSubclassOf(typeof(LedgerEvent)) && !type.IsAbstract)
        .OrderBy(type => type.Name, StringComparer.Ordinal);

    [Theory]
    [MemberData(nameof(Pairs))]
    public void is_read_or_ignored_by_name(string projection, string type)
    {
        // An empty shell is enough: what matters is that no switch calls it unreachable.
        var shell = (LedgerEvent)RuntimeHelpers.GetUninitializedObject(Types.Single(t => t.Name == type));
        var running = ProjectionSet.Of(projection).Running[0];
        running.Apply(new(1, "tournament/spring", 1, 0, "test", shell), []);
        Assert.Equal(running.Fault is null ? 1 : 0, running.Position);
    }

    [Fact]
    public void is_one_that_can_be_stored() =>
        Assert.Equal(
            Types.Select(type => type.Name),
            EventTypes.All.Select(type => type.Type.Name).Order(StringComparer.Ordinal));
}
