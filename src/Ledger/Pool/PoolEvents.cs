using System.Collections.Immutable;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Pool;

/// <summary>What happens in the pool of one subnet: tasks outside of tournaments, open to every miner.</summary>
public abstract record PoolEvent : LedgerEvent
{
    private protected PoolEvent()
    {
    }
}

/// <summary>A task for the pool.</summary>
/// <param name="CreatedAt">
/// Microseconds since 1970 (UTC). Rules read how old a task is, so this is a fact and not the time of recording.
/// </param>
/// <param name="Hours">Wall-clock hours to complete.</param>
/// <param name="IsOrganic">Asked for by a customer; otherwise made by the validator.</param>
/// <param name="Parameters">Of the model; absent where nobody could tell.</param>
public sealed record PoolTaskPosed(
    long CreatedAt, string? DatasetDigest, string? HeldOutDigest, double Hours, bool IsOrganic, string Model,
    long? Parameters, string Task, TaskType Type) : PoolEvent, IEvent<PoolTaskPosed>
{
    public static string Alias => "pool_task_posed";

    public static PoolTaskPosed Pass<P>(ref P p, PoolTaskPosed? e) where P : IPass, allows ref struct =>
        new(p.Integer("createdAt"u8, e?.CreatedAt ?? 0),
            p.OwnTextOrNone("datasetDigest"u8, e?.DatasetDigest),
            p.OwnTextOrNone("heldOutDigest"u8, e?.HeldOutDigest),
            p.Number("hours"u8, e?.Hours ?? 0),
            p.Flag("isOrganic"u8, e?.IsOrganic ?? false),
            p.Text("model"u8, e?.Model),
            p.IntegerOrNone("parameters"u8, e?.Parameters),
            p.Text("task"u8, e?.Task),
            (TaskType)p.Word("type"u8, (int)(e?.Type ?? 0), Words.TaskTypes));
}

/// <summary>What one miner's model came to on a task of the pool. The order of these is the row order.</summary>
/// <param name="Loss">On held-out data (NaN: evaluated and failed); for GRPO a score, bigger is better.</param>
/// <param name="ModelHash">Digest of the model, where one is known.</param>
/// <param name="Reason">A score reason that stood before ranking.</param>
/// <param name="Synthetic">
/// Loss on synthetic data. Absent: of an image model the same, of others not evaluated (outside the best four).
/// </param>
/// <param name="UploadedAt">Microseconds since 1970 (UTC) at which the model was uploaded, where known.</param>
public sealed record PoolResultMeasured(
    bool HasSubmission, Hotkey Hotkey, bool IsFinetune, double Loss, string? ModelHash, string? Reason,
    double? Synthetic, string Task, long? UploadedAt) : PoolEvent, IEvent<PoolResultMeasured>
{
    public static string Alias => "pool_result_measured";

    public static PoolResultMeasured Pass<P>(ref P p, PoolResultMeasured? e) where P : IPass, allows ref struct =>
        new(p.Flag("hasSubmission"u8, e?.HasSubmission ?? false),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Flag("isFinetune"u8, e?.IsFinetune ?? false),
            p.Number("loss"u8, e?.Loss ?? 0),
            p.OwnTextOrNone("modelHash"u8, e?.ModelHash),
            p.TextOrNone("reason"u8, e?.Reason),
            p.NumberOrNone("synthetic"u8, e?.Synthetic),
            p.Text("task"u8, e?.Task),
            p.IntegerOrNone("uploadedAt"u8, e?.UploadedAt));
}

/// <summary>All results of a task are in: copies are dropped and the rows scored 3, 0 or -1, in row order.</summary>
public sealed record PoolTaskScored(ImmutableArray<DecidedRow> Rows, string Task) : PoolEvent, IEvent<PoolTaskScored>
{
    public static string Alias => "pool_task_scored";

    public static PoolTaskScored Pass<P>(ref P p, PoolTaskScored? e) where P : IPass, allows ref struct =>
        new(p.Parts("rows"u8, e?.Rows ?? default),
            p.Text("task"u8, e?.Task));
}

/// <summary>A task of the pool came to nothing and counts for nobody.</summary>
public sealed record PoolTaskFailed(string Reason, string Task) : PoolEvent, IEvent<PoolTaskFailed>
{
    public static string Alias => "pool_task_failed";

    public static PoolTaskFailed Pass<P>(ref P p, PoolTaskFailed? e) where P : IPass, allows ref struct =>
        new(p.Text("reason"u8, e?.Reason),
            p.Text("task"u8, e?.Task));
}

/// <summary>A result as an older record has it.</summary>
/// <param name="Score">Absent where not scored.</param>
public sealed record ImportedResult(Hotkey Hotkey, double? Loss, double? Score, double? Synthetic)
    : IPart<ImportedResult>
{
    public static ImportedResult Pass<P>(ref P p, ImportedResult? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.NumberOrNone("loss"u8, e?.Loss),
            p.NumberOrNone("score"u8, e?.Score),
            p.NumberOrNone("synthetic"u8, e?.Synthetic));
}

/// <summary>A whole task of the pool from an older record: its scores are believed, nothing is left to recompute.</summary>
/// <param name="CreatedAt">Microseconds since 1970 (UTC).</param>
/// <param name="Rows">In the order in which they were delivered: equal scores keep it, and sums run in it.</param>
public sealed record PoolTaskImported(
    long CreatedAt, double Hours, bool IsOrganic, string? Model, long? Parameters,
    ImmutableArray<ImportedResult> Rows, bool Succeeded, string Task, TaskType Type)
    : PoolEvent, IEvent<PoolTaskImported>
{
    public static string Alias => "pool_task_imported";

    public static PoolTaskImported Pass<P>(ref P p, PoolTaskImported? e) where P : IPass, allows ref struct =>
        new(p.Integer("createdAt"u8, e?.CreatedAt ?? 0),
            p.Number("hours"u8, e?.Hours ?? 0),
            p.Flag("isOrganic"u8, e?.IsOrganic ?? false),
            p.TextOrNone("model"u8, e?.Model),
            p.IntegerOrNone("parameters"u8, e?.Parameters),
            p.Parts("rows"u8, e?.Rows ?? default),
            p.Flag("succeeded"u8, e?.Succeeded ?? false),
            p.Text("task"u8, e?.Task),
            (TaskType)p.Word("type"u8, (int)(e?.Type ?? 0), Words.TaskTypes));
}

/// <summary>The validator reads the pool: from here on weights count the seven days before this moment.</summary>
/// <param name="Now">Microseconds since 1970 (UTC).</param>
public sealed record PoolRead(long Now) : PoolEvent, IEvent<PoolRead>
{
    public static string Alias => "pool_read";

    public static PoolRead Pass<P>(ref P p, PoolRead? e) where P : IPass, allows ref struct =>
        new(p.Integer("now"u8, e?.Now ?? 0));
}
