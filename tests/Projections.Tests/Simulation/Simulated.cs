using Gradients.Ledger.Canonical;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Tournaments;
using Gradients.Ledger.Weights;
using Gradients.Projections.Audits;
using Gradients.Projections.Seasons;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Simulation;

/// <summary>Simulated seasons in the forms in which specs look at them.</summary>
static class Simulated
{
    /// <summary>The export of a ledger: one canonical entry a line.</summary>
    public static byte[] Export(IEnumerable<Recorded> events)
    {
        var writer = new CanonicalWriter();
        foreach (var e in events)
        {
            Envelope.Write(writer, e);
            writer.Raw((byte)'\n');
        }
        return writer.ToArray();
    }

    /// <summary>The audit of their export, which has nothing else to go by.</summary>
    public static AuditReport Audited(IEnumerable<Recorded> events) => Audit.Of(new MemoryStream(Export(events)));

    public static byte[] Commands(long seed, int tournaments)
    {
        using var written = new MemoryStream();
        SeasonFileWriter.WriteCommands(new(seed, tournaments), written);
        return written.ToArray();
    }

    public static byte[] SeasonFile(IEnumerable<Recorded> events)
    {
        using var written = new MemoryStream();
        SeasonFileWriter.WriteSeason(events, "simulated", written);
        return written.ToArray();
    }

    public static Season Season(long seed, int tournaments) =>
        SeasonReader.Read(SeasonFile(new SeasonSimulator(seed, tournaments).Events()));

    public static string Digest(byte[] bytes) => Hex.Sha256(bytes);

    /// <summary>Every completed tournament with its winner and every weight setting without what only a recording knows.</summary>
    public static string Results(IEnumerable<Recorded> events, Func<Hotkey, Hotkey>? names = null)
    {
        names ??= hotkey => hotkey;
        var writer = new CanonicalWriter();
        foreach (var e in events)
        {
            switch (e.Event)
            {
                case TournamentCompleted completed:
                    Write(writer, completed with
                    {
                        By = Completion.Operator,
                        RealWinner = names(completed.RealWinner),
                        Winner = names(completed.Winner),
                    });
                    break;
                case WeightsDerived derived:
                    // Where the metagraph stands differs with the number of events; what it says does not.
                    Write(writer, derived with
                    {
                        Metagraph = 0,
                        Participants = [.. derived.Participants.Select(names)],
                    });
                    break;
            }
        }
        return writer.ToString();
    }

    static void Write(CanonicalWriter writer, LedgerEvent e)
    {
        EventTypes.Of(e).Write(writer, e);
        writer.Raw((byte)'\n');
    }
}
