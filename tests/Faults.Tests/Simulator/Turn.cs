namespace Gradients.Faults.Tests.Simulator;

/// <summary>A process's turn at the tables, from asking for the lock to the end of its transaction.</summary>
sealed class Turn
{
    /// <summary>The process no longer wants it, or is dead.</summary>
    public bool IsOver { get; set; }
}
