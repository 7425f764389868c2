using System.Collections.Immutable;
using System.Text;
using Gradients.Ledger.Weights;
using Gradients.Projections.ChainAudits;
using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.Tests.ChainAudits;

public sealed class when_a_stored_row_is_judged
{
    static readonly ImmutableArray<Hotkey> Hotkeys = [new("burn"), new("bob"), new("eve"), new("dan"), new("zoe")];

    /// <summary>0.5, 0.25, 0.125 and next to nothing: sent as 65535, 32768, 16384 and 0.</summary>
    static readonly Derivation Due = Setting(10, (0, 65535), (1, 32768), (2, 16384), (3, 0));

    static Derivation Setting(long position, params (int Uid, ushort Weight)[] sent) => new(
        position, Hotkeys, 100, [new(0, 0.5), new(1, 0.25), new(2, 0.125), new(3, 1e-9)], [.. sent], []);

    static StoredRow Row(params (int, ushort)[] entries) =>
        new(120, "0xab", 118, [.. entries], Hotkeys, null, StoredRow.NoOthers, false);

    static RowVerdict Judged(StoredRow row, params Derivation[] derivations) =>
        RowJudge.Judge(derivations is [] ? [Due] : derivations, row);

    static readonly (int, ushort)[] Same = [(0, 65535), (1, 32768), (2, 16384), (3, 0)];

    [Fact]
    public void the_same_to_the_last_unit_is_exact()
    {
        var verdict = Judged(Row(Same));
        Assert.Equal("exact", verdict.Words);
        Assert.True(verdict.Passes(strict: true));
        Assert.Empty(verdict.Differences);
        Assert.Empty(verdict.Moved);
        Assert.Equal(10, verdict.Derivation);
    }

    [Fact]
    public void it_is_compared_as_the_chain_stores_it() => Assert.Equal(
        "exact",
        Judged(Row((0, 65535), (1, 8), (2, 25), (3, 42)), Setting(10, (0, 38550), (1, 5), (2, 15), (3, 25))).Words);

    [Fact]
    public void another_order_and_other_zeros_pass_unless_strict()
    {
        var order = Judged(Row([.. Same.Reverse()]));
        var zeros = Judged(Row([.. Same[..3], (4, 0)]));
        Assert.Equal(("order only", "zero entries only"), (order.Words, zeros.Words));
        Assert.True(order.Passes(false) && zeros.Passes(false));
        Assert.False(order.Passes(true) || zeros.Passes(true));
    }

    [Fact]
    public void one_unit_is_different_and_named()
    {
        var verdict = Judged(Row((0, 65535), (1, 32769), (2, 16384), (3, 0)));
        Assert.Equal("different", verdict.Words);
        Assert.False(verdict.Passes(false));
        Assert.Equal([new(1, new("bob"), 32768, 32769)], verdict.Differences);
        Assert.Equal(new("bob"), verdict.Moved[0].Hotkey);
        Assert.Equal(32769.0 / 114688, verdict.Moved[0].Stored);
    }

    /// <summary>7/23 of the largest rounds to another unit when it is divided first.</summary>
    [Fact]
    public void the_other_quantiser_is_recognised()
    {
        var found = 0;
        for (var whole = 2; whole < 300; whole++)
            for (var part = 1; part < whole; part++)
            {
                var (large, small) = (1.0 / 3, (double)part / whole / 3);
                var mine = (ushort)Math.Round(small * (65535.0 / large), MidpointRounding.ToEven);
                var theirs = (ushort)Math.Round(small / large * 65535.0, MidpointRounding.ToEven);
                if (mine == theirs)
                    continue;
                found++;
                var due = new Derivation(
                    3, Hotkeys, 1, [new(0, large), new(1, small)], [(0, 65535), (1, mine)], []);
                var verdict = Judged(Row((0, 65535), (1, theirs)), due);
                Assert.Equal("off by one: quantiser", verdict.Words);
                Assert.False(verdict.Passes(false));
            }
        Assert.True(found > 0);
    }

    [Fact]
    public void a_uid_that_changed_hands_is_not_paid_for_another()
    {
        var verdict = Judged(Row(Same) with { Hotkeys = Hotkeys.SetItem(1, new("mallory")) });
        Assert.Equal("uid remapped", verdict.Words);
        Assert.Contains("uid 1 was bob and is mallory", verdict.Why, StringComparison.Ordinal);
        Assert.Equal(["bob", "mallory"], verdict.Moved.Select(m => m.Hotkey.Text).Order());
    }

    [Fact]
    public void weights_that_follow_their_hotkeys_are_remapped_too()
    {
        var swapped = Hotkeys.SetItem(1, new("eve")).SetItem(2, new("bob"));
        var verdict = Judged(Row((0, 65535), (2, 32768), (1, 16384)) with { Hotkeys = swapped });
        Assert.Equal("uid remapped", verdict.Words);
        Assert.Empty(verdict.Moved);
    }

    static Submission Sent(long derivation, WeightsEvent? outcome, string call = SubmitWeights.Set) => new(
        derivation + 1, new(call, derivation, 5, 110, "", 8, 0, [], new("v"), 0), new(derivation, [], []),
        outcome as WeightsIncluded, outcome as WeightsExpired);

    static readonly Derivation Newer = Setting(20, (0, 65535));

    [Fact]
    public void an_older_row_was_not_replaced_for_a_reason()
    {
        Derivation With(params Submission[] submissions) => Newer with { Submissions = [.. submissions] };
        var failed = new WeightsIncluded(115, "", "SubtensorModule.SettingWeightsTooFast", 1, 21);
        Assert.Equal("never submitted", Judged(Row(Same), Due, Newer).Words);
        Assert.Equal("rate limited", Judged(Row(Same), Due, With(Sent(20, failed))).Words);
        var expired = Judged(Row(Same), Due, With(Sent(20, new WeightsExpired(118, "", 21))));
        Assert.Contains("expired", expired.Why, StringComparison.Ordinal);
        var committed = Sent(20, new WeightsIncluded(115, "", null, 1, 21), SubmitWeights.Commit);
        Assert.Equal("not revealed", Judged(Row(Same), Due, With(committed)).Words);
        Assert.Equal("not revealed", Judged(Row(Same) with { HasCommit = true }, Due, Newer).Words);
    }

    [Fact]
    public void without_a_row_nothing_was_submitted()
    {
        Assert.Equal("never submitted", Judged(Row()).Words);
        Assert.Equal("never submitted", RowJudge.Judge([], Row()).Words);
        Assert.Equal("different", RowJudge.Judge([], Row(Same)).Words);
    }

    /// <summary>What the ledger says it set in a block is what that block's row is held against.</summary>
    [Fact]
    public void the_ledgers_own_record_names_the_setting()
    {
        var set = Due with { Submissions = [Sent(10, new WeightsIncluded(118, "", null, 1, 11))] };
        var verdict = Judged(Row(Same), set, Newer with { SeenAt = 105 });
        Assert.Equal(("exact", 10L), (verdict.Words, verdict.Derivation!.Value));
    }

    [Fact]
    public void a_younger_setting_is_not_expected_of_an_older_block() =>
        Assert.Equal("exact", Judged(Row(Same), Due, Newer with { SeenAt = 121 }).Words);

    [Fact]
    public void a_copied_row_is_named_by_its_source()
    {
        var row = Row((1, 65535), (2, 100));
        var others = StoredRow.NoOthers.Add(4, [(2, 100), (1, 65535)]);
        Assert.Contains("uid 4", Judged(row with { Others = others }).Why, StringComparison.Ordinal);
        var incentives = Judged(row with { Incentives = [0, 32768, 50, 0, 0] });
        Assert.Equal(("copied", "it is the metagraph's incentives"), (incentives.Words, incentives.Why));
    }

    /// <summary>Likeness passes nothing: this row is as good as parallel, and somebody is robbed.</summary>
    [Fact]
    public void a_similar_row_is_different()
    {
        var verdict = Judged(Row((0, 65535), (1, 32768), (2, 5461), (3, 0)));
        Assert.True(verdict.Similarity > 0.98);
        Assert.Equal("different", verdict.Words);
        Assert.False(verdict.Passes(false));
    }

    [Fact]
    public void files_hold_one_row_or_many()
    {
        static ImmutableArray<StoredRow>? Read(string json, out InputFault? fault) =>
            StoredRow.Read(new("row.json", Encoding.UTF8.GetBytes(json)), out fault);
        Assert.Equal([(0, (ushort)65535)], Read("""{"uids":[0],"weights":[65535]}""", out _)!.Value[0].Entries);
        var two = Read("""
            {"rows":[{"uids":[],"weights":[],"block":7,"set_at":3,"has_commit":true},
            {"uids":[1],"weights":[2],"hotkeys":["a","b"],"incentives":[1,2],"others":{"1":[[0,5]]}}]}
            """, out _)!.Value;
        Assert.Equal((7ul, 3ul, true), (two[0].Block!.Value, two[0].SetAt!.Value, two[0].HasCommit));
        Assert.Equal([(0, (ushort)5)], two[1].Others[1]);
        Assert.Null(Read("""{"uids":[0],"weights":[65536]}""", out var fault));
        Assert.Contains("weights[0]", fault!.ToString(), StringComparison.Ordinal);
        Assert.Null(Read("""{"uids":[0],"weights":[]}""", out _));
    }
}
