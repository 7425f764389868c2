using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>One environment of a task: played in games between pairs, or scored alone.</summary>
/// <param name="Weight">In the standings; 1.0 where absent.</param>
public sealed record NamedEnvironment(EnvironmentKind Kind, string Name, double? Weight) : IPart<NamedEnvironment>
{
    public static NamedEnvironment Pass<P>(ref P p, NamedEnvironment? e) where P : IPass, allows ref struct =>
        new((EnvironmentKind)p.Word("kind"u8, (int)(e?.Kind ?? 0), Words.EnvironmentKinds),
            p.Text("name"u8, e?.Name),
            p.NumberOrNone("weight"u8, e?.Weight));
}

/// <summary>The environments that a task plays.</summary>
public sealed record EnvironmentsNamed(ImmutableArray<NamedEnvironment> Environments, string Task)
    : TaskEvidence, IEvent<EnvironmentsNamed>
{
    public static string Alias => "environments_named";

    public static EnvironmentsNamed Pass<P>(ref P p, EnvironmentsNamed? e) where P : IPass, allows ref struct =>
        new(p.Parts("environments"u8, e?.Environments ?? default),
            p.Text("task"u8, e?.Task));
}

/// <summary>Two models played each other in one environment.</summary>
public sealed record GamesPlayed(
    int Draws, string Environment, Hotkey First, int FirstWins, Hotkey Second, int SecondWins, string Task)
    : TaskEvidence, IEvent<GamesPlayed>
{
    public static string Alias => "games_played";

    public static GamesPlayed Pass<P>(ref P p, GamesPlayed? e) where P : IPass, allows ref struct =>
        new(p.Count("draws"u8, e?.Draws ?? 0),
            p.Text("environment"u8, e?.Environment),
            p.Hotkey("first"u8, e?.First),
            p.Count("firstWins"u8, e?.FirstWins ?? 0),
            p.Hotkey("second"u8, e?.Second),
            p.Count("secondWins"u8, e?.SecondWins ?? 0),
            p.Text("task"u8, e?.Task));
}

/// <summary>A model's own score in one environment, bigger is better.</summary>
public sealed record EnvironmentScored(string Environment, Hotkey Hotkey, double Score, string Task)
    : TaskEvidence, IEvent<EnvironmentScored>
{
    public static string Alias => "environment_scored";

    public static EnvironmentScored Pass<P>(ref P p, EnvironmentScored? e) where P : IPass, allows ref struct =>
        new(p.Text("environment"u8, e?.Environment),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Number("score"u8, e?.Score ?? 0),
            p.Text("task"u8, e?.Task));
}

/// <summary>One reward of a model; its weight is 1.0 where absent.</summary>
public sealed record Reward(string Name, double Value, double? Weight) : IPart<Reward>
{
    public static Reward Pass<P>(ref P p, Reward? e) where P : IPass, allows ref struct =>
        new(p.Text("name"u8, e?.Name),
            p.Number("value"u8, e?.Value ?? 0),
            p.NumberOrNone("weight"u8, e?.Weight));
}

/// <summary>The raw rewards of one model on a GRPO task, and how far it went from its base (KL).</summary>
/// <param name="Score">As evaluated; it stays where nothing is normalised.</param>
public sealed record RewardsMeasured(
    double? Divergence, Hotkey Hotkey, ImmutableArray<Reward> Rewards, double? Score, string Task)
    : TaskEvidence, IEvent<RewardsMeasured>
{
    public static string Alias => "rewards_measured";

    public static RewardsMeasured Pass<P>(ref P p, RewardsMeasured? e) where P : IPass, allows ref struct =>
        new(p.NumberOrNone("divergence"u8, e?.Divergence),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Parts("rewards"u8, e?.Rewards ?? default),
            p.NumberOrNone("score"u8, e?.Score),
            p.Text("task"u8, e?.Task));
}

/// <summary>One hotkey's score.</summary>
public sealed record ScoredRow(Hotkey Hotkey, double Score) : IPart<ScoredRow>
{
    public static ScoredRow Pass<P>(ref P p, ScoredRow? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Number("score"u8, e?.Score ?? 0));
}

/// <summary>What everybody reached in one environment, in row order; nothing measured counts 0.</summary>
public sealed record EnvironmentResult(string Environment, ImmutableArray<ScoredRow> Rows) : IPart<EnvironmentResult>
{
    public static EnvironmentResult Pass<P>(ref P p, EnvironmentResult? e) where P : IPass, allows ref struct =>
        new(p.Text("environment"u8, e?.Environment),
            p.Parts("rows"u8, e?.Rows ?? default));
}

/// <summary>Games, scores or rewards of a task became one score of each model; who is not in it has none.</summary>
/// <param name="Environments">Of an environment task: what its standings follow from.</param>
public sealed record TaskScored(
    ImmutableArray<EnvironmentResult> Environments, ImmutableArray<ScoredRow> Rows, string Task)
    : TaskEvidence, IEvent<TaskScored>
{
    public static string Alias => "task_scored";

    public static TaskScored Pass<P>(ref P p, TaskScored? e) where P : IPass, allows ref struct =>
        new(p.Parts("environments"u8, e?.Environments ?? default),
            p.Parts("rows"u8, e?.Rows ?? default),
            p.Text("task"u8, e?.Task));
}
