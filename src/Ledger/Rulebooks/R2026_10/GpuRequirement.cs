namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.16: on how many H100 a task trains.</summary>
public static class GpuRequirement
{
    /// <param name="type">What is trained.</param>
    /// <param name="parameters">Model parameters; 0 or absent when unknown.</param>
    /// <param name="model">Model name; makes a look-up possible.</param>
    /// <param name="lookedUp">The count the look-up gives; absent when it fails.</param>
    /// <param name="isContinuous">Starts from an earlier fine-tune.</param>
    /// <param name="environmentMultiplier">Of an environment task; absent where its environments name none.</param>
    /// <param name="usesDivergence">Keeps the base model in memory for a KL penalty.</param>
    /// <returns>1, 2, 4 or 8; null where the reference fails: an unknown size and no name to look it up by.</returns>
    public static int? Of(
        TaskKind type, long? parameters, string? model = null, long? lookedUp = null, bool isContinuous = false,
        double? environmentMultiplier = null, bool usesDivergence = false)
    {
        if (isContinuous) return 4;
        if (type == TaskKind.ImageTask) return 1;
        if (parameters is null or 0)
        {
            if (string.IsNullOrEmpty(model)) return parameters is null ? null : 1;
            if (lookedUp is null or 0) return 1;
            parameters = lookedUp;
        }
        if (type == TaskKind.EnvironmentTask && environmentMultiplier is null) return 4;

        var billions = parameters.Value / 1e9;
        if (type == TaskKind.DpoTask) billions *= 3.0;
        else if (type == TaskKind.GrpoTask) billions *= 2.0;
        else if (type == TaskKind.EnvironmentTask) billions *= environmentMultiplier!.Value;
        if (usesDivergence) billions *= 2.0;
        return billions switch
        {
            <= 4.0 => 1,
            <= 12.0 => 2,
            <= 40.0 => 4,
            _ => 8,
        };
    }
}
