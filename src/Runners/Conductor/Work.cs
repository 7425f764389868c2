using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>What is to be done next, and what waits for somebody.</summary>
public sealed record Work(ImmutableArray<Job> Jobs, ImmutableArray<Waiting> Waits)
{
    /// <summary>
    /// Pure: the same events, plan, holds and time give the same work, whoever asks and however often it was asked
    /// before. Nothing here remembers what has been begun.
    /// </summary>
    public static Work Of(
        LedgerState state, Desk desk, ConductPlan plan, Seeds seeds, IReadOnlyCollection<Hold> holds, long now)
    {
        var found = new Found(holds);
        foreach (var line in plan.Announce(state, desk, now))
            found.Add(new Job.Say(line));
        foreach (var live in state.Live)
        {
            if (desk.Find(live.Stream) is not { } course)
                continue; // Imported: its facts come from elsewhere.
            if (found.IsHeld(live.Stream, null))
                continue;
            switch (live.State)
            {
                case Tournament.Open open:
                    FieldWork.Find(live.Stream, open, course, plan, seeds, now, found);
                    break;
                case Tournament.Running { Round: { } round } running:
                    RoundWork.Find(live.Stream, running, round, course, new(desk, plan), found);
                    break;
                case Tournament.Running { IsPlayedOut: false } running:
                    DrawWork.Find(live.Stream, running, state.Metagraph(Streams.Metagraph(plan.Netuid)), seeds, found);
                    break;
                case Tournament.Decided { Course.Terms.Announcement.Completion: Completion.Operator }:
                    found.Wait(live.Stream, "an operator completes it");
                    break;
            }
        }
        Ended(state, desk, plan, found);
        return new(found.Jobs(), found.Waits());
    }

    /// <summary>What follows from completed tournaments: weights, and the winner's code kept.</summary>
    static void Ended(LedgerState state, Desk desk, ConductPlan plan, Found found)
    {
        var weights = Streams.Weights(plan.Netuid);
        if (desk.Completed is ({ } stream, var position) && position > desk.Derived(weights)
            && state.Metagraph(Streams.Metagraph(plan.Netuid)) is not null)
            found.Say(weights, Keys.Of(stream, "weights"), new Ledger.Weights.DeriveWeights());
        if (plan.Archives)
            foreach (var one in desk.Unarchived)
                found.Add(new Job.Archive(one.Stream, one.Type, one.Winner, Second(state, desk, one)));
    }

    static Code? Second(LedgerState state, Desk desk, Archivable one) =>
        state.History(one.Type).Latest is { SecondPlace: { } second } latest
        && Streams.Tournament(latest.Summary.Id) == one.Stream
            ? desk.CodeOf(one.Type, second)
            : null;
}

/// <summary>Work as it is found.</summary>
sealed class Found(IReadOnlyCollection<Hold> holds)
{
    readonly ImmutableArray<Job>.Builder _jobs = ImmutableArray.CreateBuilder<Job>();
    readonly ImmutableArray<Waiting>.Builder _waits = ImmutableArray.CreateBuilder<Waiting>();

    internal ImmutableArray<Job> Jobs() => _jobs.ToImmutable();

    internal ImmutableArray<Waiting> Waits() => _waits.ToImmutable();

    internal void Add(Job job) => _jobs.Add(job);

    internal void Say(string stream, string key, LedgerCommand command) =>
        Add(new Job.Say(new(stream, null, key, command)));

    internal void Say(string stream, string key, TournamentEvent fact) => Say(stream, key, new Report(fact));

    internal void Wait(string stream, string what) => _waits.Add(new(stream, what));

    /// <param name="task">Null: the tournament as a whole.</param>
    internal bool IsHeld(string stream, string? task)
    {
        foreach (var hold in holds)
            if (Streams.Tournament(hold.Tournament) == stream && hold.Task == task)
            {
                Wait(stream, task is null ? $"held: {hold.Reason}" : $"task {task} is held: {hold.Reason}");
                return true;
            }
        return false;
    }
}
