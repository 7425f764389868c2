using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class when_a_task_is_ranked(ITestOutputHelper output) : RulebookSpec
{
    [Fact]
    public void the_smallest_loss_is_first_and_a_tie_goes_to_the_earlier_row() =>
        Assert.Equal([0.0, 3.0, 0.0], Scores(Instruct, Row(Ann, 2.0), Row(Bob, 1.0), Row(Cleo, 1.0)));

    [Fact]
    public void a_grpo_score_is_better_when_bigger() =>
        Assert.Equal([3.0, 0.0], Scores(Grpo, Row(Ann, 2.0), Row(Bob, 1.0)));

    [Fact]
    public void a_never_scored_row_takes_no_part_at_all() =>
        Assert.Equal([null, 3.0], Scores(Instruct, Row(Ann, null, reason: "anything"), Row(Bob, 1.0)));

    [Fact]
    public void an_infinite_loss_may_still_be_first() =>
        Assert.Equal([3.0], Scores(Instruct, Row(Ann, double.PositiveInfinity)));

    [Fact]
    public void failed_and_not_finetuned_rows_are_penalised_once_somebody_is_valid() =>
        Assert.Equal(
            [-1.0, -1.0, 3.0, 0.0],
            Scores(
                Instruct, Row(Ann, double.NaN), Row(Bob, 0.1, finetuned: false), Row(Cleo, 1.0),
                Row(Named(1), 0.2, reason: "a preset reason")));

    [Fact]
    public void nobody_is_penalised_where_nobody_is_valid() =>
        Assert.Equal([0.0, 0.0], Scores(Instruct, Row(Ann, double.NaN), Row(Bob, 0.1, finetuned: false)));

    [Fact]
    public void eight_valid_rows_have_no_bottom_and_nine_have_a_bottom_of_two()
    {
        double[] eight = [1, 2, 3, 4, 5, 6, 7, 8];
        Assert.DoesNotContain(TaskRanking.Rank(Instruct, Losses(eight)), score => score!.Score < 0);
        var nine = TaskRanking.Rank(Instruct, Losses([.. eight, 9])).Select(score => score!.Score);
        Assert.Equal([3.0, 0, 0, 0, 0, 0, 0, -1, -1], nine);
    }

    [Fact]
    public void the_bottom_share_counts_valid_rows_only()
    {
        // Surprise 19: eight valid rows among twenty have no bottom.
        double[] losses = [1, 2, 3, 4, 5, 6, 7, 8, .. Enumerable.Repeat(double.NaN, 12)];
        var scores = TaskRanking.Rank(Instruct, Losses(losses));
        Assert.Equal(0.0, scores[7]!.Score);
        Assert.Equal(-1.0, scores[8]!.Score);
    }

    [Fact]
    public void there_is_at_most_one_first_and_it_is_the_winner()
    {
        const int seed = 20251205;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 2_000; i++)
        {
            var rows = SomeRows(random);
            var type = random.Next(2) == 0 ? Instruct : Grpo;
            var scores = TaskRanking.Rank(type, rows);
            var firsts = Enumerable.Range(0, rows.Length).Where(r => scores[r]?.Score == 3.0).ToArray();
            Assert.InRange(firsts.Length, 0, 1);
            Assert.Equal(firsts.Length == 1 ? rows[firsts[0]].Hotkey : (Hotkey?)null, TaskWinner.Of(rows, scores));
        }
    }

    [Fact]
    public void without_ties_the_order_of_the_rows_does_not_matter()
    {
        const int seed = 20251206;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 500; i++)
        {
            var rows = Losses([.. Enumerable.Range(0, random.Next(40)).Select(n => n * 0.25 - 3.0)]);
            var shuffled = rows.ToArray();
            random.Shuffle(shuffled);
            var straight = ByHotkey(rows, TaskRanking.Rank(Grpo, rows));
            Assert.Equal(straight, ByHotkey([.. shuffled], TaskRanking.Rank(Grpo, [.. shuffled])));
        }
    }

    static IEnumerable<(Hotkey, double?)> ByHotkey(
        ImmutableArray<TaskRow> rows, ImmutableArray<TaskScore?> scores) =>
        rows.Select((row, i) => (row.Hotkey, scores[i]?.Score)).OrderBy(pair => pair.Hotkey);

    static ImmutableArray<TaskRow> SomeRows(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(30)).Select(i => Row(
            Named(i),
            random.Next(6) switch { 0 => null, 1 => double.NaN, 2 => double.PositiveInfinity, var n => n },
            random.Next(4) > 0,
            random.Next(5) == 0 ? "preset" : null)),
    ];
}
