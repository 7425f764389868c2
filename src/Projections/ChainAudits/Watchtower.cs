using System.Collections.Immutable;
using Gradients.Ledger.Weights;
using static Gradients.Ledger.Weights.WeightsAlarmRaised;

namespace Gradients.Projections.ChainAudits;

/// <summary>Something a validator has to know about its weights.</summary>
/// <param name="Code">A stable word for programs: one of <see cref="WeightsAlarmRaised.Known"/>.</param>
/// <param name="Says">One sentence.</param>
public sealed record Alarm(string Code, string Says);

/// <summary>Looks at one finalized block and the ledger, and says what is wrong. Pure.</summary>
public static class Watchtower
{
    /// <param name="row">The validator's row at the block, with the rows of the others.</param>
    /// <param name="tempo">Blocks of an epoch, less one.</param>
    /// <param name="tempos">Epochs without new weights that are an alarm.</param>
    public static ImmutableArray<Alarm> Look(
        IReadOnlyList<Derivation> derivations, StoredRow row, ulong tempo, ulong tempos)
    {
        var alarms = ImmutableArray.CreateBuilder<Alarm>();
        var verdict = RowJudge.Judge(derivations, row);
        var latest = derivations.Count > 0 ? derivations[^1] : null;
        if (!verdict.Passes(strict: false))
            alarms.Add(new(Code(verdict.Kind), $"{verdict.Words}"
                + (verdict.Why.Length > 0 ? $": {verdict.Why}" : $" in {verdict.Differences.Length} uids")));
        if (row.Block is { } block && row.SetAt is { } set && block >= set && block - set > tempos * (tempo + 1))
            alarms.Add(new(NotSet, set == 0 ? "weights were never set"
                : $"weights were last set in block {set}, more than {tempos} tempos ago"));
        if (latest?.Submissions is [.., { HasExpired: true } expired])
            alarms.Add(new(Expired, $"the submission at position {expired.Position} expired"));
        if (verdict.Kind != VerdictKind.UidRemapped)
            alarms.AddRange(Takeovers(latest, row));
        foreach (var (uid, other) in row.Others)
            if (row.Entries.Count(e => e.Weight > 0) > 1 && other.Order().SequenceEqual(row.Entries.Order()))
                alarms.Add(new(Copied,
                    $"uid {uid} ({RowJudge.At(row.Hotkeys ?? [], uid)?.Text ?? "unknown"}) stores the same row"));
        return alarms.DrainToImmutable();
    }

    static string Code(VerdictKind kind) => kind switch
    {
        VerdictKind.RateLimited => RateLimited,
        VerdictKind.UidRemapped => Takeover,
        VerdictKind.Copied => Copied,
        VerdictKind.NeverSubmitted or VerdictKind.NotRevealed => NotSet,
        _ => Diverged,
    };

    /// <summary>Uids that are due weights and changed hands since the ledger looked.</summary>
    static IEnumerable<Alarm> Takeovers(Derivation? latest, StoredRow row)
    {
        if (latest is null || row.Hotkeys is not { } now)
            yield break;
        foreach (var (uid, weight) in latest.Sent)
            if (weight > 0 && RowJudge.At(latest.Hotkeys, uid) != RowJudge.At(now, uid))
                yield return new(Takeover,
                    $"uid {uid} was {RowJudge.At(latest.Hotkeys, uid)?.Text ?? "nobody's"} and is "
                    + $"{RowJudge.At(now, uid)?.Text ?? "nobody's"}");
    }
}
