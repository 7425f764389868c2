namespace Gradients.Ledger.Catalogues;

/// <summary>A task that a rulebook asks for in a round.</summary>
/// <param name="Slot">The group or pair, from 0.</param>
/// <param name="Type">Absent: drawn by the odds of a text knockout.</param>
/// <param name="Continues">It trains on from an earlier fine-tune where the catalogue has such data.</param>
public readonly record struct DueTask(int Slot, TaskType? Type, bool Continues = false);
