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
        TournamentAnnounced? announced = null;
        RoundDrawn? drawn = null;
        var posed = new Dictionary<string, (RoundDrawn Drawn, TaskPosed Task)>(StringComparer.Ordinal);
        var attempts = new Dictionary<(string, Hotkey), int>();
        LossMeasured? last = null;
        foreach (var e in events)
        {
            if (e.Stream != stream)
                continue;
            announced = e.Event as TournamentAnnounced ?? announced;
            drawn = e.Event as RoundDrawn ?? drawn;
            if (e.Event is TaskPosed task)
                posed[task.Task] = (drawn!, task);
            if (e.Event is RunFinished run)
                attempts[(run.Task, run.Hotkey)] = run.Attempt;
            if (e.Event is LossMeasured { Method: Measurement.Method } loss && double.IsFinite(loss.Loss))
                last = loss;
        }
        if (last is null || announced is null)
            return null;
        var of = posed[last.Task];
        var files = await tasks.Files(stream, announced.Type, of.Drawn, of.Task, cancel);
        var folder = place.Outputs(Trainer.FolderOf(new(
            Streams.TournamentId(stream), last.Task, last.Hotkey, attempts[(last.Task, last.Hotkey)])));
        return new(last, new(folder, files.Model, files.HeldOut, of.Task.Type, files.Kind));
    }
}
