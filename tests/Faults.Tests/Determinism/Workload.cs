using System.Globalization;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Log;
using Gradients.Ledger.Store;
using Gradients.Projections;
using Gradients.Projections.Audits;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;

namespace Gradients.Faults.Tests.Determinism;

/// <summary>
/// Everything whose bytes must not depend on where it runs, done inside the program's process: a season invented,
/// decided, written, read again, projected in several orders and batch sizes, hashed, audited; a golden season replayed.
/// </summary>
static class Workload
{
    public static void Run(string golden, TextWriter output)
    {
        Season("simulated", new SeasonSimulator(7, 4).Commands(), output);
        Season("golden", SeasonCommands.Of(SeasonReader.Read(File.ReadAllBytes(golden))), output);
        // Said for the reader alone: what this process would do to numbers, letters and days if it were asked.
        output.WriteLine($"# {CultureInfo.CurrentCulture.Name} {1234.5} {"i".ToUpper(CultureInfo.CurrentCulture)} "
            + $"{new DateTime(2026, 3, 8, 7, 30, 0, DateTimeKind.Utc).ToLocalTime()} {Environment.ProcessorCount}");
    }

    static void Season(string name, IEnumerable<CommandLine> commands, TextWriter output)
    {
        var (ledger, written, names) = (new MemoryLedger(), new CanonicalWriter(), new Interner());
        foreach (var line in commands)
        {
            var start = written.Length;
            line.Write(written);
            var again = CommandLine.Read(written.Written[start..], names);
            ledger.Handle(again, again.At ?? 0);
        }
        output.WriteLine($"{name} commands {Hex.Sha256(written.Written)}");

        var (export, entry, edge) = (new CanonicalWriter(), new CanonicalWriter(), new RightEdge());
        var events = new List<Recorded>();
        foreach (var e in ledger.Events)
        {
            entry.Clear();
            Envelope.Write(entry, e);
            events.Add(Envelope.Read(entry.Written, names, out _));
            edge.Append(TreeHashing.Leaf(entry.Written));
            export.Raw(entry.Written);
            export.Raw((byte)'\n');
        }
        output.WriteLine($"{name} {events.Count} events {Hex.Sha256(export.Written)} root {edge.Root}");
        foreach (var (order, batch) in new[] { (false, 1), (false, 1000), (true, 7) })
            output.WriteLine($"{name} state {State(export, events, order, batch)}");
        var report = Audit.Of(new MemoryStream(export.ToArray()), hashState: true);
        output.WriteLine($"{name} audit {report.ExitCode(strict: false)} {report.Conclusions} {report.Weights}");
        output.WriteLine($"{name} state {report.StateHash}");
    }

    /// <summary>The number that <c>gradients audit --state-hash</c> prints.</summary>
    static string State(CanonicalWriter export, List<Recorded> events, bool backwards, int batch)
    {
        var names = backwards ? ProjectionSet.Names.Reverse().ToArray() : [.. ProjectionSet.Names];
        var (set, rows, tables) = (ProjectionSet.Of(names), new List<Row>(), new RowMap());
        for (var i = 0; i < events.Count; i++)
        {
            set.Apply(events[i], rows);
            if ((i + 1) % batch != 0 && i + 1 < events.Count)
                continue;
            tables.Put(rows);
            rows.Clear();
        }
        return StateHash.Of(System.Security.Cryptography.SHA256.HashData(export.Written), ProjectionHash.Of(tables));
    }
}
