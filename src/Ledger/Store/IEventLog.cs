namespace Gradients.Ledger.Store;

/// <summary>
/// What a <see cref="DurableLedger"/> asks of its store. PostgreSQL answers through <see cref="EventStore"/>, whose
/// members say what each promises; in the simulator a store answers that loses, repeats and delays.
/// </summary>
interface IEventLog
{
    Task<AppendOutcome> AppendAsync(
        IReadOnlyList<NewEvent> events, long expectedHead, CancellationToken cancel = default);

    Task<AppendOutcome> ImportAsync(
        IAsyncEnumerable<NewEvent> events, string key, bool keepCommandKeys, long? expectedHead = null,
        CancellationToken cancel = default);

    Task<IReadOnlyDictionary<string, (long First, long Last)>> FindKeysAsync(
        IReadOnlyCollection<string> keys, CancellationToken cancel = default);

    IAsyncEnumerable<StoredEvent> ReadAsync(long from = 1, long? to = null, CancellationToken cancel = default);
}
