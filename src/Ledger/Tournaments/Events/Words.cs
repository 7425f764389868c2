namespace Gradients.Ledger.Tournaments;

/// <summary>Who draws the line under a tournament: the operator by hand, or the last round itself.</summary>
public enum Completion
{
    Operator,
    Automatic,
}

/// <summary>Where a tournament's facts come from: recorded as they happened, or imported from an older record.</summary>
public enum Origin
{
    Recorded,
    Imported,
}

/// <summary>The shape of a round; the boss round is the last.</summary>
public enum RoundKind
{
    Group,
    Knockout,
    Boss,
}

/// <summary>How a draw's seed came to be: revealed against a commitment, or a chain block named beforehand.</summary>
public enum SeedSource
{
    Committed,
    Block,
}

/// <summary>By which rule a boss task was decided.</summary>
public enum JudgedBy
{
    /// <summary>Example by example.</summary>
    Paired,

    /// <summary>Example by example, and none was decided.</summary>
    Draw,

    /// <summary>The vectors are of different examples: the boss wins.</summary>
    Unpairable,

    /// <summary>Won example by example, but the loss over all is worse: the boss wins.</summary>
    ScalarGuard,

    /// <summary>By the relative margin of the losses over all.</summary>
    Margin,

    /// <summary>One side or both had no result.</summary>
    Missing,
}

/// <summary>How an environment is scored.</summary>
public enum EnvironmentKind
{
    Games,
    Score,
}

/// <summary>The words under which enumerations stand in events, in the order of their values.</summary>
internal static class Words
{
    internal static ReadOnlySpan<string> TournamentTypes => Array1;
    internal static ReadOnlySpan<string> TaskTypes => Array2;
    internal static ReadOnlySpan<string> Trainings => Array3;
    internal static ReadOnlySpan<string> Completions => Array4;
    internal static ReadOnlySpan<string> Origins => Array5;
    internal static ReadOnlySpan<string> RoundKinds => Array6;
    internal static ReadOnlySpan<string> SeedSources => Array7;
    internal static ReadOnlySpan<string> Judgements => Array8;
    internal static ReadOnlySpan<string> EnvironmentKinds => Array9;

    static readonly string[] Array1 = ["text", "image", "environment"];
    static readonly string[] Array2 = ["InstructTextTask", "DpoTask", "GrpoTask", "ChatTask", "ImageTask", "EnvironmentTask"];
    static readonly string[] Array3 = ["success", "failure", "training", "pending"];
    static readonly string[] Array4 = ["operator", "automatic"];
    static readonly string[] Array5 = ["recorded", "imported"];
    static readonly string[] Array6 = ["group", "knockout", "boss"];
    static readonly string[] Array7 = ["committed", "block"];
    static readonly string[] Array8 = ["paired", "draw", "unpairable", "scalar_guard", "margin", "missing"];
    static readonly string[] Array9 = ["games", "score"];
}
