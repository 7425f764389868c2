namespace Gradients.Projections.Simulation;

/// <summary>How one entrant will fare in one task, made up before it runs.</summary>
internal sealed record Row(Hotkey Hotkey)
{
    public TrainingStatus Status { get; set; } = TrainingStatus.Success;

    /// <summary>Absent when it will never be scored.</summary>
    public double? Loss { get; set; }

    public bool IsFinetune { get; set; } = true;

    public string? Reason { get; set; }

    /// <summary>The entrant whose submission it repeats, which is found out.</summary>
    public Hotkey? CopyOf { get; set; }

    public bool CountsFully =>
        Status == TrainingStatus.Success && IsFinetune && Reason is null && Loss is { } loss && double.IsFinite(loss);
}

/// <summary>What kind of day a task has.</summary>
internal enum Luck
{
    Usual,

    /// <summary>Most trainings fail, and a human has to approve.</summary>
    Bad,

    /// <summary>Nobody gets a loss at all.</summary>
    None,
}
