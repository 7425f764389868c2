using System.Text;
using Gradients.Api.Database;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;

namespace Gradients.Faults.Tests.Machines;

/// <summary>The writer's clock goes back by an hour in the middle of a season.</summary>
public sealed class when_the_clock_jumps_back(SharedGround shared)
{
    const long Hour = 3_600_000_000;

    [Fact]
    public async Task times_go_back_and_nothing_else_does()
    {
        var ground = await shared.GroundAsync();
        var ledger = await ground.LedgerAsync();
        await using var open = await OpenLedger.AsWriterAsync(ledger, default);
        var now = OpenLedger.Now();
        var durable = await DurableLedger.OpenAsync(open.Store, () => now += 1000);
        var (names, acknowledged) = (new Interner(), new List<string>());
        var lines = await File.ReadAllLinesAsync(Season.Earlier(ground.Folder()));
        for (var i = 0; i < lines.Length; i++)
        {
            if (i == lines.Length / 2)
                now -= Hour;
            var line = CommandLine.Read(Encoding.UTF8.GetBytes(lines[i]), names) with { At = null };
            var answer = Assert.IsType<Answer.Accepted>(await durable.HandleAsync(line));
            foreach (var e in answer.Events)
                acknowledged.Add(Entry(e));
        }
        (await Program.RunAsync(ledger, ground.Folder(), "rebuild")).Ended(0);
        var found = await Found.InAsync(ledger);
        Assert.Equal(acknowledged, found.Entries);
        Assert.Contains(found.Entries.Zip(found.Entries.Skip(1)), two => string.CompareOrdinal(
            two.First[..33], two.Second[..33]) > 0); // {"at":"… is how an entry begins.
        await found.MustBeAsync(found, ledger, acknowledged, new());
    }

    static string Entry(Recorded e)
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, e);
        return writer.ToString();
    }
}
