using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>The stages of a tournament that is recorded as it happens.</summary>
public static class Stages
{
    public static Story a_ledger_with_rules() =>
        new Story().On(Streams.Rulebook).Asked(new AdoptRulebook("2025.12")).On(TournamentSpec.Spring);

    public static Story announced(
        this Story story, TournamentType type = TournamentType.Text, Completion completion = Completion.Operator) =>
        story.Asked(new AnnounceTournament(completion, null, Origin.Recorded, "2025.12", type));

    public static Story an_open_field(params Hotkey[] entrants) => a_ledger_with_rules().announced().entered(entrants);

    public static Story entered(this Story story, params Hotkey[] entrants) =>
        story.And(entrants.SelectMany(an_accepted_entry));

    /// <summary>Field closed, and the seeds of six rounds committed before.</summary>
    public static Story a_closed_field(int entrants, Completion completion = Completion.Operator) =>
        a_ledger_with_rules().announced(completion: completion).closed_with(Cast.Miners(entrants));

    public static Story closed_with(this Story story, params Hotkey[] entrants) => story
        .entered(entrants)
        .And(Enumerable.Range(1, 6).Select(a_committed_seed))
        .Asked(new CloseField());

    public static Story a_drawn_round(int entrants) => a_closed_field(entrants).drawn();

    public static Story drawn(this Story story) =>
        story.Asked(new DrawRound([], seed(((Tournament.Running)story.Current()).Past.Length + 1)));

    /// <summary>
    /// Every task of the running round: ids r1.0, r1.1 … by round and slot, or by number in the boss round.
    /// </summary>
    public static Story posed(this Story story)
    {
        var running = (Tournament.Running)story.Current();
        var round = running.Round!;
        var types = round.IsBossRound
            ? RoundTasks.OfFinal(running.Terms.Type)
            : [.. round.Assignments.Select(_ => RoundTasks.OfGroup(running.Terms.Type))];
        for (var i = 0; i < types.Length; i++)
        {
            var slot = round.IsBossRound ? 0 : i;
            story.And(a_task($"r{round.Number}.{i}", [.. round.Assignments[slot]], types[i], slot));
        }
        return story;
    }

    public static Story a_round_with_tasks(int entrants) => a_drawn_round(entrants).posed();

    /// <summary>The members of a slot of the running round, in the order of the draw.</summary>
    public static ImmutableArray<Hotkey> Members(this Story story, int slot) =>
        ((Tournament.Running)story.Current()).Round!.Assignments[slot];

    public static Tournament Current(this Story story) => story.State.TournamentOf(story.Stream);

    /// <summary>Trains and measures everybody in every task of the running round and decides it.</summary>
    public static Story measured(this Story story, Func<Hotkey, TaskType, double> losses)
    {
        foreach (var task in ((Tournament.Running)story.Current()).Round!.Tasks)
        {
            foreach (var entrant in task.Posed.Entrants)
                story.And(a_trained_loss(task.Id, entrant, losses(entrant, task.Posed.Type)));
            story.Asked(new DecideTask(task.Id));
        }
        return story;
    }

    /// <summary>
    /// A loss that falls with the ordinal order of hotkeys and a score that rises with it: the later wins.
    /// </summary>
    public static double the_later_is_better(Hotkey hotkey, TaskType type)
    {
        var merit = hotkey == Cast.Placeholder ? 0.0 : hotkey.Text[1] + (hotkey.Text[2] / 128.0);
        return type == TaskType.GrpoTask ? 1.0 + merit : 200.0 - merit;
    }

    /// <summary>Plays rounds until the boss round is drawn and its six tasks are posed.</summary>
    public static Story played_to_the_boss_round(this Story story)
    {
        for (story.drawn().posed(); !((Tournament.Running)story.Current()).Round!.IsBossRound; story.drawn().posed())
            story.measured(the_later_is_better).Asked(new CloseRound());
        return story;
    }
}
