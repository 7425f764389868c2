using System.Globalization;
using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Store;
using Gradients.Projections.Simulation;

namespace Gradients.Benchmarks;

/// <summary>Simulated ledgers as exports, written once under <c>artifacts/</c>.</summary>
static class SimulatedLedger
{
    const long Seed = 2025;

    /// <summary>More tournaments than any benchmark asks events of; the season is cut where they are enough.</summary>
    const int Tournaments = 1_000_000;

    /// <summary>The file of an export with exactly so many events.</summary>
    public static string File(int events)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Environment.CurrentDirectory, "artifacts", "benchmarks"));
        var path = Path.Combine(
            folder.FullName, string.Create(CultureInfo.InvariantCulture, $"simulated-{Seed}-{events}.ndjson"));
        if (System.IO.File.Exists(path))
            return path;
        Console.Error.WriteLine($"Writing {path} once ...");
        var fresh = path + ".fresh";
        using (var target = new FileStream(fresh, FileMode.Create, FileAccess.Write, FileShare.None, 1 << 20))
            Write(events, target);
        System.IO.File.Move(fresh, path, overwrite: true);
        return path;
    }

    /// <summary>Writes an export, an event at a time; nothing is kept in memory.</summary>
    public static void Write(int events, Stream target)
    {
        var writer = new CanonicalWriter();
        foreach (var e in new SeasonSimulator(Seed, Tournaments).Events().Take(events))
        {
            writer.Clear();
            Envelope.Write(writer, e);
            writer.Raw((byte)'\n');
            target.Write(writer.Written);
        }
    }

    /// <summary>Events as a store imports them, made one at a time.</summary>
    public static IEnumerable<NewEvent> ToImport(IEnumerable<Recorded> events)
    {
        var writer = new CanonicalWriter();
        foreach (var e in events)
        {
            var type = EventTypes.Of(e.Event);
            writer.Clear();
            type.Write(writer, e.Event);
            yield return new NewEvent(
                e.Stream, Streams.Type(e.Stream), e.Version, e.At, e.Causation, type.Alias, type.Schema,
                writer.ToArray());
        }
    }
}
