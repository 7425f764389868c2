using Gradients.Projections.Audits;
using Gradients.Projections.Simulation;
using Gradients.Projections.Tests.Simulation;

namespace Gradients.Projections.Tests.Fuzz;

public sealed class when_exports_are_damaged(ITestOutputHelper output)
{
    static readonly List<byte[]> Exports =
        [.. Enumerable.Range(0, 4).Select(seed => Simulated.Export(new SeasonSimulator(seed, 1).Events()))];

    [Fact]
    public void bytes_give_a_verdict_that_says_where() =>
        new FuzzRun(output).Try(damage => Judged(damage.Bytes(damage.Pick(Exports))));

    [Fact]
    public void entries_out_of_order_are_found() => new FuzzRun(output).Try(damage =>
    {
        var lines = Split(damage.Pick(Exports));
        var place = damage.Random.Next(lines.Count - 1);
        switch (damage.Random.Next(3))
        {
            case 0: lines.RemoveAt(place); break;
            case 1: lines.Insert(place, lines[place]); break;
            default: (lines[place], lines[place + 1]) = (lines[place + 1], lines[place]); break;
        }
        var report = Judged([.. lines.SelectMany(line => line)]);
        Assert.NotEqual(0, report.ExitCode(strict: false));
        Assert.InRange(report.Divergence!.Position, place, place + 2);
    });

    [Fact]
    public void damaged_entries_among_sound_ones_are_named_by_their_line() => new FuzzRun(output).Try(damage =>
    {
        var lines = Split(damage.Pick(Exports));
        var place = damage.Random.Next(lines.Count);
        lines[place] = [.. damage.Bytes(lines[place][..^1]), (byte)'\n'];
        var report = Judged([.. lines.SelectMany(line => line)]);
        // A changed fact may be found later, or not at all where nothing follows from it; never earlier.
        if (report.Unreadable is { } unreadable)
            Assert.True(unreadable.Line > place, $"line {unreadable.Line}, damaged at {place + 1}");
        if (report.Divergence is { } divergence)
            Assert.True(divergence.Position > place || divergence.Field == "position", divergence.ToString());
    });

    static AuditReport Judged(byte[] export)
    {
        var report = Audit.Of(new MemoryStream(export));
        if (report.Unreadable is { } unreadable)
        {
            Assert.Equal(2, report.ExitCode(strict: false));
            Assert.True(unreadable.Line >= 0);
            Assert.False(string.IsNullOrWhiteSpace(unreadable.Reason));
        }
        if (report.Divergence is { } divergence)
        {
            Assert.Equal(1, report.ExitCode(strict: false));
            Assert.True(divergence.Position > 0);
            Assert.False(string.IsNullOrWhiteSpace(divergence.Field));
        }
        return report;
    }

    static List<byte[]> Split(byte[] export)
    {
        var lines = new List<byte[]>();
        for (var start = 0; start < export.Length;)
        {
            var end = Array.IndexOf(export, (byte)'\n', start) + 1;
            lines.Add(export[start..end]);
            start = end;
        }
        return lines;
    }
}
