namespace Gradients.Ledger.Store;

public enum Health
{
    Ok,
    /// <summary>Worth knowing; the ledger is read and written as ever.</summary>
    Warn,
    /// <summary>The ledger is damaged, unprotected or not ready.</summary>
    Fail,
}

/// <summary>What one check of <see cref="StoreDoctor"/> found.</summary>
/// <param name="Check">Its stable name, for machines.</param>
/// <param name="Sentence">What is the case.</param>
/// <param name="Remedy">What to do about it; absent when all is well.</param>
public sealed record Finding(Health Health, string Check, string Sentence, string? Remedy = null);
