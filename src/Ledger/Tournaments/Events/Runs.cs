using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>Attempt 1 or 2 of one entrant on one task is to run.</summary>
public sealed record RunScheduled(int Attempt, Hotkey Hotkey, string Task) : TournamentEvent, IEvent<RunScheduled>
{
    public static string Alias => "run_scheduled";

    public static RunScheduled Pass<P>(ref P p, RunScheduled? e) where P : IPass, allows ref struct =>
        new(p.Count("attempt"u8, e?.Attempt ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Text("task"u8, e?.Task));
}

/// <summary>A container started from an image of this digest in a sandbox of this profile.</summary>
public sealed record RunStarted(int Attempt, Hotkey Hotkey, string ImageDigest, string SandboxProfile, string Task)
    : TournamentEvent, IEvent<RunStarted>
{
    public static string Alias => "run_started";

    public static RunStarted Pass<P>(ref P p, RunStarted? e) where P : IPass, allows ref struct =>
        new(p.Count("attempt"u8, e?.Attempt ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.OwnText("imageDigest"u8, e?.ImageDigest),
            p.Text("sandboxProfile"u8, e?.SandboxProfile),
            p.Text("task"u8, e?.Task));
}

/// <summary>What a run used: seconds of wall clock and processor, and its largest memory in bytes.</summary>
public sealed record RunUsage(double CpuSeconds, long PeakBytes, double WallSeconds) : IPart<RunUsage>
{
    public static RunUsage Pass<P>(ref P p, RunUsage? e) where P : IPass, allows ref struct =>
        new(p.Number("cpuSeconds"u8, e?.CpuSeconds ?? 0),
            p.Integer("peakBytes"u8, e?.PeakBytes ?? 0),
            p.Number("wallSeconds"u8, e?.WallSeconds ?? 0));
}

/// <summary>The container ended by itself or at its deadline; its output has this digest, if it left any.</summary>
public sealed record RunFinished(
    int Attempt, int Exit, Hotkey Hotkey, string? OutputDigest, string Task, RunUsage? Usage)
    : TournamentEvent, IEvent<RunFinished>
{
    public static string Alias => "run_finished";

    public static RunFinished Pass<P>(ref P p, RunFinished? e) where P : IPass, allows ref struct =>
        new(p.Count("attempt"u8, e?.Attempt ?? 0),
            p.Count("exit"u8, e?.Exit ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.OwnTextOrNone("outputDigest"u8, e?.OutputDigest),
            p.Text("task"u8, e?.Task),
            p.PartOrNone("usage"u8, e?.Usage));
}

/// <summary>The attempt came to nothing.</summary>
public sealed record RunFailed(int Attempt, Hotkey Hotkey, string Reason, string Task)
    : TournamentEvent, IEvent<RunFailed>
{
    public static string Alias => "run_failed";

    public static RunFailed Pass<P>(ref P p, RunFailed? e) where P : IPass, allows ref struct =>
        new(p.Count("attempt"u8, e?.Attempt ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Text("reason"u8, e?.Reason),
            p.Text("task"u8, e?.Task));
}

/// <summary>What the training of one entrant on one task came to.</summary>
public sealed record TrainingEnded(Hotkey Hotkey, TrainingStatus Status, string Task)
    : TournamentEvent, IEvent<TrainingEnded>
{
    public static string Alias => "training_ended";

    public static TrainingEnded Pass<P>(ref P p, TrainingEnded? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            (TrainingStatus)p.Word("status"u8, (int)(e?.Status ?? 0), Words.Trainings),
            p.Text("task"u8, e?.Task));
}

/// <summary>The loss on held-out data (NaN: evaluated and failed); for GRPO a score, bigger is better.</summary>
/// <param name="Reason">A score reason that stood before ranking: such a row is left alone by it.</param>
public sealed record LossMeasured(
    string? HeldOutDigest, Hotkey Hotkey, bool IsFinetune, double Loss, string? Method, string? Reason, string Task)
    : TournamentEvent, IEvent<LossMeasured>
{
    public static string Alias => "loss_measured";

    public static LossMeasured Pass<P>(ref P p, LossMeasured? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("heldOutDigest"u8, e?.HeldOutDigest),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Flag("isFinetune"u8, e?.IsFinetune ?? false),
            p.Number("loss"u8, e?.Loss ?? 0),
            p.TextOrNone("method"u8, e?.Method),
            p.TextOrNone("reason"u8, e?.Reason),
            p.Text("task"u8, e?.Task));
}

/// <summary>No loss could be taken: the entrant is never scored on this task.</summary>
public sealed record MeasurementFailed(Hotkey Hotkey, string Reason, string Task)
    : TournamentEvent, IEvent<MeasurementFailed>
{
    public static string Alias => "measurement_failed";

    public static MeasurementFailed Pass<P>(ref P p, MeasurementFailed? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Text("reason"u8, e?.Reason),
            p.Text("task"u8, e?.Task));
}

/// <summary>A submission repeats another's: its loss becomes NaN and it counts as no fine-tune (rule 4.16).</summary>
public sealed record DuplicateFound(Hotkey Hotkey, Hotkey Original, string Task)
    : TournamentEvent, IEvent<DuplicateFound>
{
    public static string Alias => "duplicate_found";

    public static DuplicateFound Pass<P>(ref P p, DuplicateFound? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Hotkey("original"u8, e?.Original),
            p.Text("task"u8, e?.Task));
}
