using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>The bytes of every event version ever shipped: what is hashed and signed cannot change any more.</summary>
public sealed class approved_bytes
{
    static string Name(EventType type) => $"{type.Alias}.v{type.Schema}";

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void of_an_event_type_never_change(string alias)
    {
        var type = Samples.TypeOf(alias);
        var examples = Examples.All.Where(e => e.GetType() == type.Type).ToArray();
        Assert.InRange(examples.Length, 2, 3);
        var received = new StringBuilder();
        foreach (var e in examples)
        {
            var writer = new CanonicalWriter();
            Envelope.Write(writer, new(7, Samples.StreamOf(e), 3, 1_750_508_160_000_000, "key-1", e));
            received.Append(writer).Append('\n');
        }
        ApprovedFile.Matches(Name(type), received.ToString());
    }

    /// <summary>Also of types that this version no longer writes: they are still read.</summary>
    [Fact]
    public void are_all_read_and_written_again()
    {
        foreach (var line in ApprovedFile.Lines())
        {
            var writer = new CanonicalWriter();
            Envelope.Write(writer, Envelope.Read(line, new Interner(), out _));
            Assert.Equal(Encoding.UTF8.GetString(line), writer.ToString());
        }
    }

    [Fact]
    public void belong_to_an_event_type_each() => Assert.Equal(
        EventTypes.All.Select(type => $"{Name(type)}.approved.json").Order(StringComparer.Ordinal),
        ApprovedFile.Names.Order(StringComparer.Ordinal));

    /// <summary>Each optional member stands in one example and is missing in another.</summary>
    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void show_every_member_that_may_be_absent_both_ways(string alias)
    {
        var type = Samples.TypeOf(alias).Type;
        var examples = Examples.All.Where(e => e.GetType() == type).ToArray();
        foreach (var property in type.GetProperties().Where(p => p.CanWrite))
        {
            var absent = examples.Count(e => property.GetValue(e) is null);
            Assert.True(absent < examples.Length, $"{alias}.{property.Name} is in no example");
            if (Samples.MayBeAbsent(property))
                Assert.True(absent > 0, $"{alias}.{property.Name} is absent in no example");
        }
    }
}
