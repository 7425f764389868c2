using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>
/// Imported tournaments: small fields and draws as they were, for specs about what follows from losses.
/// </summary>
public static class Imports
{
    public static Story imported(
        this Story story, TournamentType type = TournamentType.Image, Hotkey? champion = null,
        Completion completion = Completion.Operator) =>
        story.Asked(new AnnounceTournament(completion, champion, Origin.Imported, "2025.12", type));

    public static Story field(this Story story, params Hotkey[] entrants)
    {
        foreach (var hotkey in entrants)
            story.And(new EntrySubmitted(null, null, hotkey, null), accepted(hotkey));
        return story.Asked(new CloseField());
    }

    public static Story drawn_as(this Story story, params Hotkey[][] slots) =>
        story.Asked(new DrawRound([.. slots.Select(slot => slot.ToImmutableArray())], null));

    public static Story task(this Story story, string id, Hotkey[] rows, TaskType type, int slot = 0) =>
        story.And(new TaskPosed(null, [.. rows], null, null, null, null, null, slot, id, type));

    /// <summary>Losses in row order, all trained and fine-tuned, and the verdict on them.</summary>
    public static Story decided(this Story story, string id, params (Hotkey Hotkey, double Loss)[] losses)
    {
        foreach (var (hotkey, value) in losses)
            story.And(training(id, hotkey), loss(id, hotkey, value));
        return story.Asked(new DecideTask(id));
    }

    static TaskType TypeOf(Story story) =>
        RoundTasks.OfGroup(((Tournament.Running)story.Current()).Terms.Type);

    /// <summary>A field of one, who beats the placeholder and so becomes the challenger of the boss round.</summary>
    public static Story challenged_by(this Story story, Hotkey challenger)
    {
        story.field(challenger).drawn_as([challenger, Cast.Placeholder]);
        return story
            .task("semi", [challenger, Cast.Placeholder], TypeOf(story))
            .decided("semi", (challenger, 1.0), (Cast.Placeholder, 2.0))
            .Asked(new CloseRound())
            .drawn_as([challenger, Cast.Placeholder]);
    }

    /// <summary>The tasks of the boss round, final0 to final5.</summary>
    public static Story final_tasks(this Story story, TaskType type, int count = 6)
    {
        var pair = story.Members(0);
        for (var i = 0; i < count; i++)
            story.task($"final{i}", [.. pair], type);
        return story;
    }

    /// <summary>The same losses on all tasks of the boss round.</summary>
    public static Story all_final_losses(this Story story, double boss, double challenger)
    {
        var pair = story.Members(0);
        foreach (var task in ((Tournament.Running)story.Current()).Round!.Tasks)
            story.decided(task.Id, (pair.First(h => h != Cast.Placeholder), challenger), (Cast.Placeholder, boss));
        return story;
    }

    /// <summary>
    /// A whole image or text tournament in which this challenger meets the champion and loses or wins.
    /// </summary>
    public static Story a_past_tournament(
        this Story story, string id, Hotkey challenger, bool wins, TournamentType type = TournamentType.Image,
        Hotkey? champion = null)
    {
        story.On(Streams.Tournament(id)).imported(type, champion).challenged_by(challenger);
        story.final_tasks(TypeOf(story)).all_final_losses(boss: 1.0, challenger: wins ? 0.5 : 1.5);
        return story.Asked(new CloseRound(), new CompleteTournament()).On(TournamentSpec.Spring);
    }

    /// <summary>A champion who took the title in one tournament and has defended it in the others.</summary>
    public static Story a_reign_of(
        this Story story, Hotkey champion, int wins, TournamentType type = TournamentType.Image)
    {
        for (var i = 0; i < wins; i++)
            story.a_past_tournament($"past{i}", i == 0 ? champion : Cast.Ferdie, wins: i == 0, type);
        return story;
    }

    /// <summary>
    /// The boss round of an image tournament: a champion of this streak, a challenger, six posed tasks.
    /// </summary>
    public static Story a_boss_round(Hotkey champion, int streak, Hotkey challenger) =>
        Stages.a_ledger_with_rules().a_reign_of(champion, streak)
            .imported().challenged_by(challenger).final_tasks(TaskType.ImageTask);
}
