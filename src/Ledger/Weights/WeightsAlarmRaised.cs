using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Weights;

/// <summary>A watcher saw, at a finalized block, that something is wrong with a validator's weights.</summary>
/// <param name="Alarm">Which alarm: one of <see cref="Known"/>.</param>
/// <param name="Block">The finalized block's number.</param>
/// <param name="BlockHash">Its hash, 64 hex digits.</param>
/// <param name="Says">What was seen, in one sentence of at most 1,000 characters.</param>
/// <param name="Validator">Whose weights they are.</param>
public sealed record WeightsAlarmRaised(string Alarm, long Block, string BlockHash, string Says, Hotkey Validator)
    : WeightsEvent, IEvent<WeightsAlarmRaised>
{
    public const string Diverged = "weights_diverged", NotSet = "weights_not_set", Expired = "submission_expired",
        RateLimited = "rate_limited", Takeover = "uid_takeover", Copied = "copied";

    /// <summary>The alarms there are.</summary>
    public static readonly System.Collections.Immutable.ImmutableArray<string> Known =
        [Diverged, NotSet, Expired, RateLimited, Takeover, Copied];

    public static string Alias => "weights_alarm_raised";

    public static WeightsAlarmRaised Pass<P>(ref P p, WeightsAlarmRaised? e) where P : IPass, allows ref struct =>
        new(p.Text("alarm"u8, e?.Alarm),
            p.Integer("block"u8, e?.Block ?? 0),
            p.OwnText("blockHash"u8, e?.BlockHash),
            p.OwnText("says"u8, e?.Says),
            p.Hotkey("validator"u8, e?.Validator));
}
