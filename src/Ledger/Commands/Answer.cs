using System.Collections.Immutable;

namespace Gradients.Ledger.Commands;

/// <summary>What became of a command.</summary>
public abstract record Answer
{
    private Answer()
    {
    }

    /// <summary>Its events stand in the ledger.</summary>
    public sealed record Accepted(ImmutableArray<Recorded> Events) : Answer;

    /// <summary>It was carried out before, under the same key, at these positions; nothing was appended.</summary>
    public sealed record Repeated(long First, long Last) : Answer;

    /// <summary>A rule forbids it; nothing was appended.</summary>
    public sealed record Refused(Refusal Refusal) : Answer;
}
