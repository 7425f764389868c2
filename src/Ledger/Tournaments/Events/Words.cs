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

    static readonly string[] Array1 = ["text", "image"];
    static readonly string[] Array2 = ["InstructTextTask", "DpoTask", "GrpoTask", "ChatTask", "ImageTask"];
    static readonly string[] Array3 = ["success", "failure", "training", "pending"];
    static readonly string[] Array4 = ["operator", "automatic"];
    static readonly string[] Array5 = ["recorded", "imported"];
    static readonly string[] Array6 = ["group", "knockout", "boss"];
    static readonly string[] Array7 = ["committed", "block"];
}
