namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rule 4.17: for how many hours a task trains, in quarters of an hour.</summary>
public static class TrainingHours
{
    public const double Environment = 1.5, SoftwareEnvironment = 2.5, BossFromScratch = 3.0;

    const double H100FlopsPerSecond = 989.0 * 1e12, Utilisation = 0.15, FlopsPerParameterAndToken = 6.0;
    const double SlowestMeasured = 0.33, FastestMeasured = 3.0;
    const double Epochs = 2.0, PreferenceFactor = 1.4, SecondsPerHour = 3600.0;
    const long TokensPerRecord = 64;

    /// <summary>Tokens per second and GPU that a model of this size should reach.</summary>
    public static double AnalyticSpeed(double parameters) =>
        H100FlopsPerSecond * Utilisation / (FlopsPerParameterAndToken * parameters);

    /// <summary>Hours for loading and saving.</summary>
    public static double Overhead(double parameters) => parameters < 1e9 ? 0.25 : parameters < 4e9 ? 0.5 : 0.75;

    /// <param name="tokens">Of the training data.</param>
    /// <param name="measured">A measured speed, tokens per second and GPU; absent or 0 when there is none.</param>
    public static double Of(TaskKind type, double parameters, double tokens, double? measured, bool isContinuous)
    {
        var analytic = AnalyticSpeed(parameters);
        var speed = measured is null or 0.0
            ? analytic
            : Math.Min(Math.Max(measured.Value, analytic * SlowestMeasured), analytic * FastestMeasured);
        var gpus = GpuRequirement.Of(type, (long)parameters, isContinuous: isContinuous)!.Value;
        var factor = type == TaskKind.DpoTask ? PreferenceFactor : 1.0;
        var hours = Epochs * tokens * factor / (speed * gpus) / SecondsPerHour + Overhead(parameters);
        return Math.Min(
            Math.Max(InQuarters(hours), Constants2026_10.ShortestHours), Constants2026_10.LongestHours);
    }

    /// <summary>GRPO goes by size alone.</summary>
    public static double OfGrpo(double parameters) => parameters switch
    {
        <= 4e9 => 1.5,
        <= 12e9 => 2.5,
        <= 40e9 => 4.0,
        _ => 5.0,
    };

    /// <summary>Once the data is prepared and counted.</summary>
    /// <param name="current">What was planned before; stays where nothing was counted.</param>
    public static double FromStatistics(
        TaskKind type, double parameters, long tokens, long records, double current, double? measured,
        bool isContinuous)
    {
        if (type == TaskKind.GrpoTask) return OfGrpo(parameters);
        return tokens == 0 || records == 0
            ? current
            : Of(type, parameters, Math.Max(tokens, TokensPerRecord * records), measured, isContinuous);
    }

    /// <summary>From half an hour for 10 images to one for 50.</summary>
    public static double OfImages(int images) =>
        InQuarters(0.5 + (Math.Clamp(images, 10, 50) - 10) / 40.0 * 0.5);

    static double InQuarters(double hours) => Math.Ceiling(hours * 4.0) / 4.0;
}
