namespace Gradients.Projections.Simulation;

/// <summary>Spans of time in microseconds, and when simulated seasons start: 2026-01-05T00:00:00Z, a Monday.</summary>
internal static class Spans
{
    public const long Second = 1_000_000;
    public const long Minute = 60 * Second;
    public const long Hour = 60 * Minute;
    public const long Start = 1_767_571_200 * Second;
}
