using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Http;

/// <summary>
/// How long losses took: from the end of a training to its loss, by the times that their writers recorded. Over the whole
/// ledger, so that the sums only grow and are the same after a restart.
/// </summary>
internal sealed class MeasurementTimes
{
    const double Second = 1_000_000;

    readonly Lock _gate = new();
    readonly Dictionary<string, Dictionary<(string Task, Hotkey Hotkey), long>> _trained = new(StringComparer.Ordinal);
    long _count;
    double _seconds;

    /// <summary>Losses with a training before them, and their seconds together.</summary>
    public (long Count, double Seconds) Totals
    {
        get
        {
            lock (_gate)
                return (_count, _seconds);
        }
    }

    /// <summary>Told every event once, in order.</summary>
    public void Add(Recorded e)
    {
        lock (_gate)
            switch (e.Event)
            {
                case TrainingEnded { Status: TrainingStatus.Success } trained:
                    Of(e.Stream)[(trained.Task, trained.Hotkey)] = e.At;
                    break;
                case LossMeasured loss when Of(e.Stream).Remove((loss.Task, loss.Hotkey), out var at):
                    _count++;
                    // Writers' clocks may disagree; a loss never took less than nothing.
                    _seconds += Math.Max(0, e.At - at) / Second;
                    break;
                case MeasurementFailed failed:
                    Of(e.Stream).Remove((failed.Task, failed.Hotkey));
                    break;
                case TournamentCompleted or TournamentCancelled:
                    _trained.Remove(e.Stream);
                    break;
            }
    }

    Dictionary<(string Task, Hotkey Hotkey), long> Of(string stream)
    {
        if (!_trained.TryGetValue(stream, out var trained))
            _trained.Add(stream, trained = []);
        return trained;
    }
}
