using System.Collections.Immutable;

namespace Gradients.Runners.Conductor;

/// <summary>What a conductor says of its work, for people who watch.</summary>
public abstract record Telling
{
    private Telling()
    {
    }

    /// <summary>This node conducts now, or no longer.</summary>
    public sealed record Conducts(long Token, bool Begins) : Telling;

    public sealed record Recorded(ImmutableArray<Ledger.Recorded> Events) : Telling;

    /// <summary>A rule forbids a command that seemed due; it is asked again when the ledger has grown.</summary>
    public sealed record Refused(string Key, Refusal Refusal) : Telling;

    public sealed record Began(Job Job, string? Host) : Telling;

    /// <param name="Fault">Why it came to nothing and is tried again; null: it is done.</param>
    public sealed record Over(Job Job, string? Fault) : Telling;

    public sealed record HostIs(string Host, ImmutableArray<string> Faults) : Telling;

    public sealed record Waits(ImmutableArray<Waiting> For) : Telling;
}
