using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>One task of a final: its type and its rows in row order.</summary>
public readonly record struct FinalTask(TaskType Type, ImmutableArray<TaskRow> Rows);
