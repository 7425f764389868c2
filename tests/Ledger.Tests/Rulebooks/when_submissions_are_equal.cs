using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_submissions_are_equal : RulebookSpec
{
    [Fact]
    public void the_earliest_known_upload_stays() =>
        Assert.Equal([false, true, false], Keep(Of(1.0, at: 5), Of(1.0, at: 2), Of(1.0)));

    [Fact]
    public void all_are_dropped_where_no_time_is_known() => Assert.Equal([false, false], Keep(Of(1.0), Of(1.0)));

    [Fact]
    public void those_without_a_hash_give_way_to_those_with_one() =>
        Assert.Equal([false, true, true, false], Keep(Of(1.0, at: 1), Of(1.0, "x"), Of(1.0, "y"), Of(1.0, "x")));

    [Fact]
    public void zeros_of_both_signs_are_equal() => Assert.Equal([true, false], Keep(Of(0.0, at: 1), Of(-0.0, at: 2)));

    [Fact]
    public void a_failed_evaluation_is_nobodys_copy() =>
        Assert.Equal([true, true], Keep(Of(double.NaN), Of(double.NaN)));

    [Fact]
    public void a_dropped_row_fails_in_ranking_and_says_why()
    {
        var dropped = Duplicates.Drop([Of(1.0), Of(1.0)])[0];
        Assert.True(double.IsNaN(dropped.Loss!.Value) && !dropped.IsFinetune);
        Assert.Equal("Duplicated submission", dropped.Reason);
    }

    static Submission Of(double loss, string? hash = null, double? at = null) => new(Row(Ann, loss), true, hash, at);

    static IEnumerable<bool> Keep(params Submission[] submissions) => Duplicates.Keep([.. submissions]).AsEnumerable();
}
