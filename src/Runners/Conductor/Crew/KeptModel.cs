using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Measuring;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>A model that a run left here, and the loss that the ledger has of it.</summary>
/// <param name="Request">Measures it again.</param>
public sealed record KeptModel(LossMeasured Recorded, MeasureRequest Request)
{
    /// <summary>The last one of a tournament that was measured natively; null where there is none.</summary>
    internal static async Task<KeptModel?> FindAsync(
        string stream, IEnumerable<Recorded> events, TaskSource tasks, Workplace place, CancellationToken cancel)
    {
        RoundDrawn? drawn = null;
        var posed = new Dictionary<string, (RoundDrawn Drawn, TaskPosed Task)>(StringComparer.Ordinal);
        var left = new Dictionary<(string, Hotkey), (int Attempt, string Digest)>();
        LossMeasured? last = null;
        foreach (var e in events)
        {
            if (e.Stream != stream)
                continue;
            drawn = e.Event as RoundDrawn ?? drawn;
            if (e.Event is TaskPosed task)
                posed[task.Task] = (drawn!, task);
            if (e.Event is RunFinished { OutputDigest: { } digest } run)
                left[(run.Task, run.Hotkey)] = (run.Attempt, digest);
            if (e.Event is LossMeasured { Method: Measurement.Method } loss && double.IsFinite(loss.Loss))
                last = loss;
        }
        if (last is null)
            return null;
        var of = posed[last.Task];
        var files = await tasks.Files(stream, of.Drawn, of.Task, cancel);
        var output = left[(last.Task, last.Hotkey)];
        var folder = Trainer.FolderOf(
            place, new(Streams.TournamentId(stream), last.Task, last.Hotkey, output.Attempt), output.Digest);
        return new(last, new(folder, files.Model, files.HeldOut, of.Task.Type, files.Kind));
    }
}
