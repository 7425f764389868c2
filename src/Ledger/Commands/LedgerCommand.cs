namespace Gradients.Ledger;

/// <summary>
/// Something asked of the ledger. Commands that report a fact carry it; commands that ask for a conclusion carry only
/// what it needs beyond the events already recorded.
/// </summary>
public abstract record LedgerCommand
{
    private protected LedgerCommand()
    {
    }
}

/// <summary>Report a fact: it is recorded as it stands unless a rule forbids it.</summary>
public sealed record Report(LedgerEvent Fact) : LedgerCommand;
