using Gradients.Ledger.Commands;

namespace Gradients.Api.Http;

/// <summary>What became of a command that came over HTTP.</summary>
internal abstract record Outcome
{
    Outcome()
    {
    }

    /// <summary>For a turn that only looked.</summary>
    public static readonly Outcome Nothing = new Looked();

    public sealed record Answered(Answer Answer) : Outcome;

    /// <summary>The stream has moved on since the caller looked; nothing was appended.</summary>
    /// <param name="Position">Of the stream's last event; 0 when it has none.</param>
    public sealed record Stale(long Version, long Position) : Outcome;

    sealed record Looked : Outcome;
}

/// <summary>What a caller believes of the stream it writes to; what is absent is not checked.</summary>
/// <param name="Version">The stream's version.</param>
/// <param name="Position">No event of the stream stands after this position.</param>
internal sealed record Condition(long? Version, long? Position);
