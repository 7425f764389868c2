using System.Collections.Immutable;

namespace Gradients.Ledger;

/// <summary>What a command comes to: events to append, or a refusal. Nothing is ever half of each.</summary>
public abstract record Decision
{
    private Decision()
    {
    }

    public sealed record Record(ImmutableArray<LedgerEvent> Events) : Decision;

    public sealed record Refuse(Refusal Refusal) : Decision;

    public static Decision Of(params ReadOnlySpan<LedgerEvent> events) => new Record([.. events]);

    /// <summary>The fact itself, unless a rule forbids it.</summary>
    public static Decision Unless(Refusal? refusal, LedgerEvent fact) =>
        refusal is null ? Of(fact) : new Refuse(refusal);
}
