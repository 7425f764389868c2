using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Tests;

public sealed class when_an_event_has_no_place
{
    readonly Story _story = new Story().Open("spring", TournamentType.Text, "a", "b").Draw("spring", ["a", "b"])
        .Pose("spring", "t", 0, ["a", "b"]);

    RunningProjection Find(string name) => Assert.Single(_story.Projections.Running, p => p.Name == name);

    /// <summary>Slips an event past the decider, as a broken import might.</summary>
    List<Row> Slip(TournamentEvent fact, string stream = "tournament/spring", long version = 100, int ahead = 1)
    {
        var rows = new List<Row>();
        var position = Find("bracket").Position + ahead;
        _story.Projections.Apply(new(position, stream, version, 0, "slipped", fact), rows);
        return rows;
    }

    static LossMeasured Loss(string task, string hotkey = "a") => new(null, new(hotkey), true, 0.1, null, null, task);

    [Fact]
    public void a_loss_of_a_task_never_posed_stops_the_task_results()
    {
        Slip(Loss("never posed"));
        var fault = Find("task_results").Fault!;
        Assert.Equal((_story.Head + 1, "tournament/spring", 100L), (fault.Position, fault.Stream, fault.Version));
        Assert.Contains("never posed", fault.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void its_position_stays_and_no_more_rows_come()
    {
        Slip(Loss("never posed"));
        Assert.Equal(_story.Head, Find("task_results").Position);
        Assert.Empty(Slip(Loss("t")));
        Assert.Equal(_story.Head, Find("task_results").Position);
    }

    [Fact]
    public void the_first_fault_is_the_one_that_is_kept()
    {
        Slip(Loss("never posed"));
        var first = Find("task_results").Fault;
        Slip(Loss("neither"));
        Assert.Same(first, Find("task_results").Fault);
    }

    [Fact]
    public void the_other_projections_go_on()
    {
        Slip(Loss("never posed"));
        var rows = Slip(new TaskDecided(null, [], "t", new("b")));
        Assert.Equal(["bracket", "standings"], rows.Select(row => row.Table.Name));
        Assert.Equal(_story.Head + 2, Find("careers").Position);
    }

    [Fact]
    public void a_skipped_position_stops_everything()
    {
        Slip(Loss("t"), ahead: 2);
        Assert.All(
            _story.Projections.Running, p => Assert.Contains("follows", p.Fault!.Reason, StringComparison.Ordinal));
    }

    public static TheoryData<string, string, TournamentEvent> Misfits => new()
    {
        { "task_results", "an entrant of another task", Loss("t", "stranger") },
        { "task_results", "an attempt left out", new RunScheduled(2, new("a"), "t") },
        { "task_results", "a task posed twice", new TaskPosed(null, [], null, null, null, null, null, 0, "t", 0) },
        { "task_results", "a duplicate without a loss", new DuplicateFound(new("a"), new("b"), "t") },
        { "task_results", "a verdict on somebody unmeasured",
            new TaskDecided(null, [new(0.1, new("a"), null, 3)], "t", new("a")) },
        { "task_results", "a round closed with an open task", new RoundClosed([new("a")], [new("b")], 1) },
        { "bracket", "a task won without a seat", new TaskDecided(null, [], "t", new("stranger")) },
        { "bracket", "a round closed before it was drawn", new RoundClosed([], [], 2) },
        { "bracket", "a round drawn while one is running", new RoundDrawn([], RoundKind.Knockout, 2, null) },
        { "bracket", "a node gone in the middle of a round", new NodeGone(new("a")) },
        { "standings", "an entry after the field closed", new EntrySubmitted(null, null, new("z"), null) },
        { "standings", "an acceptance of nobody", new EntryAccepted(new("z")) },
        { "standings", "the field closed twice", new FieldClosed([]) },
        { "standings", "a stranger eliminated", new RoundClosed([], [new("stranger")], 1) },
        { "careers", "a stranger advanced", new RoundClosed([new("stranger")], [], 1) },
        { "careers", "completion before the title", new TournamentCompleted(Completion.Operator, new("a"), new("a")) },
        { "champion_reigns", "completion before the title",
            new TournamentCompleted(Completion.Operator, new("a"), new("a")) },
    };

    [Theory]
    [MemberData(nameof(Misfits))]
    public void a_projection_notices(string projection, string what, TournamentEvent fact)
    {
        Slip(fact);
        Assert.True(Find(projection).Fault is not null, what);
    }

    [Theory]
    [InlineData("bracket")]
    [InlineData("standings")]
    [InlineData("champion_reigns")]
    [InlineData("careers")]
    [InlineData("task_results")]
    public void a_tournament_that_has_ended_takes_no_more_part(string projection)
    {
        _story.Tell("spring", new TournamentCancelled("enough"));
        Slip(new TournamentCancelled("again"));
        Assert.Equal("the tournament is not running", Find(projection).Fault!.Reason);
    }

    [Fact]
    public void an_announcement_in_the_middle_of_a_stream_is_noticed()
    {
        var announced = new TournamentAnnounced(Completion.Operator, null, 0, Origin.Imported, "2025.12", 0, 0);
        Slip(announced, "tournament/summer", version: 2);
        Assert.NotNull(Find("standings").Fault);
    }

    [Fact]
    public void weights_on_an_unknown_metagraph_are_noticed()
    {
        var story = new Story().Tournament("first", "a", "b", wins: 6).Observe("a").DeriveWeights();
        var weights = ProjectionSet.Of("weight_vectors");
        foreach (var e in story.Events)
            weights.Apply(e.Event is Ledger.Weights.WeightsDerived w ? e with { Event = w with { Metagraph = 1 } } : e);
        Assert.Equal(story.Head - 1, weights.Running[0].Position);
        Assert.Contains("metagraph", weights.Running[0].Fault!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void a_defence_by_somebody_who_does_not_reign_is_noticed()
    {
        var story = new Story().Tournament("first", "a", "b", wins: 6).Tournament("second", "c", "d", wins: 0);
        var reigns = ProjectionSet.Of("champion_reigns");
        foreach (var e in story.Events)
            reigns.Apply(e.Event is ChampionDefended d ? e with { Event = d with { Champion = new("b") } } : e);
        Assert.Equal(story.Head - 1, reigns.Running[0].Position);
    }
}
