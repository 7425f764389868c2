namespace Gradients.Ledger.Store;

/// <summary>
/// The store could not do what was asked, and no answer of the ledger's own says why (a conflict is an answer, not an
/// exception). The message says what happened, where, and what to do.
/// </summary>
public sealed class StoreException : Exception
{
    public StoreException(string message) : base(message)
    {
    }

    public StoreException(string message, Exception inner) : base(message, inner)
    {
    }
}
