using System.Collections.Immutable;

namespace Gradients.Projections.Audits;

/// <summary>What an audit found.</summary>
/// <param name="Events">Entries read and folded.</param>
/// <param name="Conclusions">Recorded conclusions recomputed and found equal: fields, draws, verdicts, titles, rules.</param>
/// <param name="WeightSettings">Weight settings recomputed and found equal.</param>
/// <param name="Weights">16-bit weights among them.</param>
/// <param name="Draws">Draws redone from their seeds.</param>
/// <param name="Trusted">What had to be believed; empty when everything followed from the events.</param>
/// <param name="Remembered">Entries that an earlier audit read and folded; only those after them were read now.</param>
/// <param name="Unproved">Where a log is not what its checkpoint says; null: it is, or there is no checkpoint.</param>
public sealed record AuditReport(
    long Events, long Tournaments, long Conclusions, long WeightSettings, long Weights, long Draws,
    Divergence? Divergence, Unreadable? Unreadable, ImmutableArray<Trusted> Trusted, Unproved? Unproved = null,
    long Remembered = 0)
{
    /// <summary>See <see cref="Projections.StateHash"/>; null: nobody asked, or the audit did not come to its end.</summary>
    public string? StateHash { get; init; }

    /// <summary>
    /// 0 equal, 1 diverged or not proved (or something had to be believed in a strict audit), 2 unreadable.
    /// </summary>
    public int ExitCode(bool strict) =>
        Unreadable is not null ? 2
            : Divergence is not null || Unproved is not null || (strict && !Trusted.IsEmpty) ? 1
            : 0;
}
