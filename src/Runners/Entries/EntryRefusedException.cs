namespace Gradients.Runners.Entries;

/// <summary>Leaves the checks at the first thing that refuses an entry.</summary>
sealed class EntryRefusedException(string reason, string? detail) : Exception($"{reason}: {detail}")
{
    internal string Reason { get; } = reason;

    internal string? Detail { get; } = detail;
}
