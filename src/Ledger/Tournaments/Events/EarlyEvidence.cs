using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>
/// The loss of an entrant's model on synthetic data, beside the one on held-out data. Without it an image model counts
/// as having the same loss there, any other as not evaluated.
/// </summary>
public sealed record SyntheticLossMeasured(Hotkey Hotkey, double Loss, string Task)
    : TaskEvidence, IEvent<SyntheticLossMeasured>
{
    public static string Alias => "synthetic_loss_measured";

    public static SyntheticLossMeasured Pass<P>(ref P p, SyntheticLossMeasured? e)
        where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Number("loss"u8, e?.Loss ?? 0),
            p.Text("task"u8, e?.Task));
}

/// <summary>A task of the final is the same as one of the pool: the two results are compared.</summary>
/// <param name="PoolTask">The id in the stream of the pool.</param>
public sealed record TaskCopied(string PoolTask, string Task) : TaskEvidence, IEvent<TaskCopied>
{
    public static string Alias => "task_copied";

    public static TaskCopied Pass<P>(ref P p, TaskCopied? e) where P : IPass, allows ref struct =>
        new(p.Text("poolTask"u8, e?.PoolTask),
            p.Text("task"u8, e?.Task));
}
