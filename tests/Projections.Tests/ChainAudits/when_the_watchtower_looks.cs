using System.Collections.Immutable;
using Gradients.Ledger.Weights;
using Gradients.Projections.ChainAudits;

namespace Gradients.Projections.Tests.ChainAudits;

public sealed class when_the_watchtower_looks
{
    static readonly ImmutableArray<Hotkey> Hotkeys = [new("burn"), new("bob"), new("eve")];

    static readonly Derivation Due =
        new(10, Hotkeys, 100, [new(0, 0.5), new(1, 0.25)], [(0, 65535), (1, 32768)], []);

    static readonly StoredRow Row = new(
        120, "0xab", 118, [(0, 65535), (1, 32768)], Hotkeys, null, StoredRow.NoOthers, false);

    static string[] Codes(StoredRow row, params Derivation[] derivations) =>
        [.. Watchtower.Look(derivations is [] ? [Due] : derivations, row, 360, 3).Select(alarm => alarm.Code)];

    [Fact]
    public void all_is_quiet_while_the_chain_stores_what_follows() => Assert.Empty(Codes(Row));

    [Fact]
    public void another_row_is_an_alarm() =>
        Assert.Equal([WeightsAlarmRaised.Diverged], Codes(Row with { Entries = [(0, 65535), (1, 32767)] }));

    [Fact]
    public void silence_for_too_many_tempos_is_an_alarm()
    {
        Assert.Empty(Codes(Row with { Block = 118 + (3 * 361) }));
        Assert.Equal([WeightsAlarmRaised.NotSet], Codes(Row with { Block = 119 + (3 * 361) }));
        Assert.Equal([WeightsAlarmRaised.NotSet], Codes(Row with { Entries = [] }));
    }

    [Fact]
    public void a_uid_in_other_hands_is_an_alarm() =>
        Assert.Equal([WeightsAlarmRaised.Takeover], Codes(Row with { Hotkeys = Hotkeys.SetItem(1, new("mallory")) }));

    [Fact]
    public void a_row_that_others_store_too_is_an_alarm() => Assert.Equal(
        [WeightsAlarmRaised.Copied], Codes(Row with { Others = StoredRow.NoOthers.Add(2, [(1, 32768), (0, 65535)]) }));

    [Fact]
    public void what_became_of_the_latest_submission_is_told()
    {
        Derivation Sent(WeightsIncluded? included, WeightsExpired? expired) => new(
            20, Hotkeys, 110, [], [(0, 65535)],
            [new(21, new("set_weights", 20, 5, 110, "", 8, 0, [], new("v"), 0), new(20, [], []), included, expired)]);
        Assert.Equal(
            [WeightsAlarmRaised.NotSet, WeightsAlarmRaised.Expired], Codes(Row, Due, Sent(null, new WeightsExpired(118, "", 21))));
        var tooFast = new WeightsIncluded(115, "", "SubtensorModule.SettingWeightsTooFast", 1, 21);
        Assert.Equal([WeightsAlarmRaised.RateLimited], Codes(Row, Due, Sent(tooFast, null)));
    }
}
