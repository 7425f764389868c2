using Gradients.Ledger.Canonical;

namespace Gradients.Ledger;

/// <summary>
/// Something that became true. The cases are closed to this assembly, and a test walks all of them through every
/// switch: an event nobody handles is an error, never a silence.
/// </summary>
public abstract record LedgerEvent
{
    private protected LedgerEvent()
    {
    }
}

/// <summary>How one event type is named and described.</summary>
public interface IEvent<T> : IPart<T> where T : LedgerEvent, IEvent<T>
{
    /// <summary>The snake_case alias under which the event is stored; never changes.</summary>
    static abstract string Alias { get; }

    /// <summary>Version of the shape of its data; a changed shape is a new version beside the old one.</summary>
    static virtual int Schema => 1;
}
