namespace Gradients.Projections.PublishedAudit;

/// <summary>Why a file cannot be used.</summary>
/// <param name="File">Its name as the caller gave it.</param>
/// <param name="Field">
/// Path of the member, such as <c>text_tournament_data.rounds[2].tasks</c>; empty: the whole.
/// </param>
/// <param name="Reason">In plain words.</param>
public sealed record InputFault(string File, string Field, string Reason)
{
    public override string ToString() => Field.Length == 0 ? $"{File}: {Reason}" : $"{File}: {Field}: {Reason}";
}

/// <summary>Carries a fault from the depth of a file to the one place that hands it out as a value.</summary>
sealed class UnreadableInput(InputFault fault) : Exception(fault.ToString())
{
    public InputFault Fault { get; } = fault;
}
