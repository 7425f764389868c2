using System.Globalization;
using Gradients.Api.Shell;
using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;

namespace Gradients.Api.Upkeep;

/// <summary>A conducted tournament as people watch it: what happens to whom, a line each, with the time since it
/// began.</summary>
/// <param name="entrants">How many entries there are.</param>
/// <param name="say">Shows a line.</param>
internal sealed class DemoCommentary(int entrants, Action<string> say)
{
    const double Mebibyte = 1 << 20;

    readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);
    long _began;
    int _accepted, _round, _tasks, _decided, _runs, _trained;

    public void Tell(Telling telling)
    {
        switch (telling)
        {
            case Telling.Recorded recorded:
                foreach (var e in recorded.Events)
                    if (Line(e.Event) is { } line)
                        Say(e, line);
                break;
            case Telling.HostIs { Faults.IsEmpty: true } host:
                Say($"the host '{host.Host}' is ready");
                break;
            case Telling.HostIs host:
                Say($"the host '{host.Host}' gets no work: {string.Join("; ", host.Faults)}");
                break;
            case Telling.Refused refused:
                Say($"refused: {refused.Refusal}");
                break;
            case Telling.Over { Fault: { } fault } over:
                Say($"{Subject(over.Job)} came to nothing and is tried again: {fault}");
                break;
        }
    }

    string? Line(LedgerEvent fact) => fact switch
    {
        DrawSeedCommitted { Round: 1 } => "the seeds of all draws are bound, before the field closes",
        EntryAccepted e => $"{Short(e.Hotkey)}: its code is fetched, checked and built ({++_accepted} of {entrants})",
        EntryRefused e => $"{Short(e.Hotkey)}: its entry is refused, {e.Reason} {e.Detail}",
        FieldClosed => "the field is closed",
        RoundDrawn e => Drawn(e),
        TaskPosed e => Posed(e),
        RunStarted e => $"{At(e.Task)}  {Short(e.Hotkey)} trains in its cage",
        RunFinished e => Finished(e),
        RunFailed e => $"{At(e.Task)}  {Short(e.Hotkey)} left nothing: {e.Reason}, attempt {e.Attempt}",
        LossMeasured e => $"{At(e.Task)}  {Short(e.Hotkey)} is measured: {Terminal.Number(e.Loss)}",
        MeasurementFailed e => $"{At(e.Task)}  {Short(e.Hotkey)} cannot be measured: {e.Reason}",
        TaskDecided e => Decided(e),
        RoundClosed e => $"round {e.Round} is over",
        ChampionDefended => "the champion keeps the title",
        ChampionDethroned e => $"{Short(e.Challenger)} is the new champion",
        TournamentCompleted => "the tournament is completed",
        Ledger.Weights.WeightsDerived => "the weights are derived",
        WinnerArchived e => $"the code of {Short(e.Hotkey)} is kept",
        _ => null, // What follows from these, or leads to them, is told.
    };

    string Drawn(RoundDrawn e)
    {
        (_round, _tasks, _decided, _runs, _trained) = (e.Round, 0, 0, 0, 0);
        var slot = e.Kind == RoundKind.Group ? "group" : "pair";
        return $"round {e.Round} is drawn from its seed: "
            + (e.Kind == RoundKind.Boss ? "the champion defends the title"
                : $"{e.Assignments.Length} {slot}{(e.Assignments.Length == 1 ? "" : "s")}");
    }

    string Posed(TaskPosed e)
    {
        _names[e.Task] = string.Create(CultureInfo.InvariantCulture, $"task {_round}.{++_tasks}");
        _runs += e.Entrants.Length;
        return $"{At(e.Task)}  {e.Type} for {string.Join(" and ", e.Entrants.Select(Short))}";
    }

    string Finished(RunFinished e)
    {
        var used = e.Usage is { } usage
            ? string.Create(CultureInfo.InvariantCulture,
                $" in {usage.WallSeconds:0.0} s with {usage.PeakBytes / Mebibyte:0} MiB")
            : "";
        return $"{At(e.Task)}  {Short(e.Hotkey)} has trained{used} (run {++_trained} of {_runs})";
    }

    string Decided(TaskDecided e)
    {
        var taker = (e.BossRoundWinner ?? e.Winner) is { } winner ? Short(winner) : "nobody";
        return $"{At(e.Task)}  goes to {taker} ({++_decided} of {_tasks} decided)";
    }

    string At(string task) => _names.GetValueOrDefault(task, task);

    static string Short(Hotkey hotkey) => hotkey == Ledger.Rulebooks.R2025_12.Constants2025_12.Placeholder
        ? "the champion" : Terminal.Short(hotkey.Text);

    string Subject(Job job) => job switch
    {
        Job.Check check => $"the check of {Short(check.Entry.Hotkey)}",
        Job.Train train => $"{At(train.Run.Task)}: the training of {Short(train.Run.Hotkey)}",
        Job.Measure measure => $"{At(measure.Task.Task)}: the measurement",
        _ => job.Key,
    };

    void Say(in Recorded e, string line)
    {
        const long microsecondsPerSecond = 1_000_000;
        if (_began == 0)
            _began = e.At;
        var seconds = (e.At - _began) / microsecondsPerSecond;
        say(Terminal.Plain(string.Create(
            CultureInfo.InvariantCulture, $"{seconds / 60,3}:{seconds % 60:00}  {line}")));
    }

    void Say(string line) => say(Terminal.Plain($"        {line}"));
}
