using Gradients.Testing;

namespace Gradients.Api.Tests;

public sealed class when_operators_hold_and_approve : IClassFixture<FailedTask>
{
    readonly FailedTask _ledger;

    public when_operators_hold_and_approve(FailedTask ledger) => _ledger = ledger;

    [Fact]
    public void a_task_most_trainings_of_which_failed_is_approved_once()
    {
        var head = _ledger.Head();

        var approved = _ledger.Gradients("approve", "spring", FailedTask.Task, "--by", "alice", "--json").Ended(0);
        var again = _ledger.Gradients("approve", "spring", FailedTask.Task).Ended(1);

        Assert.Equal(head + 1, approved.Json.GetProperty("position").GetInt64());
        Assert.Contains("\"by\":\"alice\"", _ledger.Gradients("events").Ended(0).Lines[^1], StringComparison.Ordinal);
        Assert.Contains("needs no approval. [nothing_to_approve", again.Errors, StringComparison.Ordinal);
        Assert.Equal(head + 1, _ledger.Head());
    }

    [Theory]
    [InlineData("autumn", FailedTask.Task)] // No such tournament,
    [InlineData("spring", "spring-9-9")] // no such task,
    [InlineData("spring", "spring-1-0")] // one that was decided,
    [InlineData("spring", "spring-1-3")] // and one that nobody trained for yet.
    public void whatever_needs_no_approval_is_refused_and_nothing_recorded(string tournament, string task)
    {
        var head = _ledger.Head();

        var refused = _ledger.Gradients("approve", tournament, task, "--json").Ended(1);

        Assert.Empty(refused.Output);
        Assert.Contains('[', refused.Errors); // The rule.
        Assert.Equal(head, _ledger.Head());
    }

    [Fact]
    public void what_is_held_is_listed_with_its_reason_until_it_is_released()
    {
        Assert.Equal("Nothing is held.", _ledger.Gradients("hold").Ended(0).Lines[0]);

        _ledger.Gradients("hold", "spring", "--reason", "a host burns").Ended(0);
        var held = _ledger.Gradients("hold", "spring", "spring-1-3", "--json").Ended(0).Json;
        var twice = _ledger.Gradients("hold", "spring").Ended(1);

        Assert.Equal([("spring", null, "a host burns"), ("spring", "spring-1-3", "operator")],
            held.EnumerateArray().Select(one => (one.GetProperty("tournament").GetString()!,
                one.GetProperty("task").GetString(), one.GetProperty("reason").GetString()!)));
        Assert.Contains("spring is held already", twice.Errors, StringComparison.Ordinal);

        Assert.Equal(["task spring-1-3 of spring is held: operator"],
            _ledger.Gradients("release", "spring").Ended(0).Lines);
        Assert.Equal("[]", _ledger.Gradients("release", "spring", "spring-1-3", "--json").Ended(0).Output.Trim());
        var free = _ledger.Gradients("release", "spring").Ended(1);
        Assert.Contains("spring is not held", free.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void a_name_that_was_mistyped_holds_nothing()
    {
        var tournament = _ledger.Gradients("hold", "sprnig").Ended(1);
        var task = _ledger.Gradients("hold", "spring", "spring-9-9").Ended(1);

        Assert.Contains("there is no tournament 'sprnig'", tournament.Errors, StringComparison.Ordinal);
        Assert.Contains("no task 'spring-9-9' of spring is running", task.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void a_verb_without_its_arguments_is_mistyped()
    {
        _ledger.Gradients("approve", "spring").Ended(2);
        _ledger.Gradients("release").Ended(2);
        _ledger.Gradients("hold", "spring", "spring-1-3", "more").Ended(2);
    }
}

/// <summary>The example of docs/examples up to the task that waits: most of its trainings failed.</summary>
public sealed class FailedTask : LedgerHome
{
    public const string Task = "spring-1-2";

    public FailedTask()
    {
        var example = System.IO.File.ReadAllLines(
            Path.Combine(GoldenFolder.RepositoryRoot, "docs", "examples", "spring.ndjson"));
        var before = example.TakeWhile(line => !line.Contains("approve_failures", StringComparison.Ordinal));
        Gradients("record", Write("failed.ndjson", string.Join('\n', before))).Ended(0);
    }
}
