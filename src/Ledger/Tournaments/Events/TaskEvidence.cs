using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>A fact or conclusion about a task that only some rulebooks read.</summary>
public abstract record TaskEvidence : TournamentEvent
{
    private protected TaskEvidence()
    {
    }

    public abstract string Task { get; init; }
}

/// <summary>So many nodes were assigned to a task; without this event, all of its entrants.</summary>
public sealed record NodesAssigned(int Nodes, string Task) : TaskEvidence, IEvent<NodesAssigned>
{
    public static string Alias => "nodes_assigned";

    public static NodesAssigned Pass<P>(ref P p, NodesAssigned? e) where P : IPass, allows ref struct =>
        new(p.Count("nodes"u8, e?.Nodes ?? 0),
            p.Text("task"u8, e?.Task));
}

/// <summary>A task trains on from an earlier fine-tune; the name of its data may name the lineage.</summary>
/// <param name="Dataset">For example <c>continuous-sft:law:3</c>: the second part is the lineage.</param>
public sealed record FineTuneContinued(string Dataset, string Task) : TaskEvidence, IEvent<FineTuneContinued>
{
    public static string Alias => "fine_tune_continued";

    public static FineTuneContinued Pass<P>(ref P p, FineTuneContinued? e) where P : IPass, allows ref struct =>
        new(p.Text("dataset"u8, e?.Dataset),
            p.Text("task"u8, e?.Task));
}

/// <summary>Losses of one model on single held-out examples, in their order, from example <paramref name="First"/> on.</summary>
/// <param name="Fingerprint">Of the examples; absent when the evaluator named none.</param>
/// <param name="First">Examples recorded before: 0, or where an earlier event of the hotkey ended.</param>
/// <param name="Losses">Exact; written as base64 of little-endian binary64.</param>
public sealed record ExampleLossesMeasured(
    string? Fingerprint, int First, Hotkey Hotkey, ImmutableArray<double> Losses, string Task)
    : TaskEvidence, IEvent<ExampleLossesMeasured>
{
    public static string Alias => "example_losses_measured";

    public static ExampleLossesMeasured Pass<P>(ref P p, ExampleLossesMeasured? e) where P : IPass, allows ref struct =>
        new(p.TextOrNone("fingerprint"u8, e?.Fingerprint),
            p.Count("first"u8, e?.First ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            PackedNumbers.Unpack(p.OwnText("losses"u8, e is null ? null : PackedNumbers.Pack(e.Losses))),
            p.Text("task"u8, e?.Task));
}

/// <summary>How a boss task was decided between the boss and its opponent.</summary>
/// <param name="Comparison">The figures, where the two were compared example by example.</param>
/// <param name="Holder">Who holds the task; after a draw the boss, without winning it.</param>
public sealed record BossTaskJudged(ComparedExamples? Comparison, Hotkey Holder, JudgedBy How, string Task)
    : TaskEvidence, IEvent<BossTaskJudged>
{
    public static string Alias => "boss_task_judged";

    public static BossTaskJudged Pass<P>(ref P p, BossTaskJudged? e) where P : IPass, allows ref struct =>
        new(p.PartOrNone("comparison"u8, e?.Comparison),
            p.Hotkey("holder"u8, e?.Holder),
            (JudgedBy)p.Word("how"u8, (int)(e?.How ?? 0), Words.Judgements),
            p.Text("task"u8, e?.Task));
}

/// <summary>A comparison example by example, from the challenger's side.</summary>
public sealed record ComparedExamples(
    int BossWins, int ChallengerWins, int Examples, double MeanGap, double MeanGapBound, double RequiredGap,
    double WinRate, double WinRateBound) : IPart<ComparedExamples>
{
    public static ComparedExamples Pass<P>(ref P p, ComparedExamples? e) where P : IPass, allows ref struct =>
        new(p.Count("bossWins"u8, e?.BossWins ?? 0),
            p.Count("challengerWins"u8, e?.ChallengerWins ?? 0),
            p.Count("examples"u8, e?.Examples ?? 0),
            p.Number("meanGap"u8, e?.MeanGap ?? 0),
            p.Number("meanGapBound"u8, e?.MeanGapBound ?? 0),
            p.Number("requiredGap"u8, e?.RequiredGap ?? 0),
            p.Number("winRate"u8, e?.WinRate ?? 0),
            p.Number("winRateBound"u8, e?.WinRateBound ?? 0));
}
