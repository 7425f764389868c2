using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>Groups of environment tournaments: the boss joins one of them, and few miners are in each.</summary>
static class EnvironmentGroup
{
    /// <summary>
    /// A tournament in whose running round one group holds all of these and the boss; null where rule 4.18 has no such
    /// group. Round one groups at most three miners with the boss, later rounds four.
    /// </summary>
    public static Story? Of(IEnumerable<string> hotkeys)
    {
        List<string> miners = [.. hotkeys.Where(hotkey => hotkey != Story.Placeholder)];
        while (miners.Count < 2)
            miners.Add($"filler-{miners.Count}");
        if (miners.Count > 4)
            return null;
        var story = Entered(miners);
        if (miners.Count <= 3)
            return story.Draw(Id, [.. miners, Story.Placeholder]);
        story.Draw(Id, [miners[0], miners[1], Story.Placeholder], [miners[2], miners[3]])
            .Play(Id, "one-a", 0, TaskType.EnvironmentTask, (miners[0], 1.0), (miners[1], 1.0),
                (Story.Placeholder, 0.5))
            .Play(Id, "one-b", 1, TaskType.EnvironmentTask, (miners[2], 1.0), (miners[3], 1.0)).CloseRound(Id);
        return story.Draw(Id, [.. miners, Story.Placeholder]);
    }

    public static Story Entered(IEnumerable<string> miners, string? champion = null) =>
        new Story(Constants2026_10.RulebookId).Announce(Id, TournamentType.Environment, champion).Fill(Id, miners);

    /// <summary>Who is in a group of the running round.</summary>
    public static string[] Members(Story story, int slot = 0) =>
    [
        .. Running(story).Round!.Assignments[slot].Select(hotkey => hotkey.Text),
    ];

    /// <summary>Round after round until the first entrant alone is left to meet the boss; the final is drawn.</summary>
    public static Story ToFinal(Story story, string id, string[] entrants)
    {
        var left = entrants;
        for (var round = 1; round == 1 || left.Length > 1; round++)
        {
            var order = left;
            Round(story, id, left,
                hotkey => hotkey == Story.Placeholder ? -1.0 : -1e-3 * Array.IndexOf(order, hotkey), round);
            var advanced = Last<RoundClosed>(story).Advanced;
            left = [.. left.Where(hotkey => advanced.Contains(new(hotkey)))];
        }
        return story.Draw(id, [left[0], Story.Placeholder]);
    }

    /// <summary>One round of groups, everybody with a score.</summary>
    public static void Round(Story story, string id, string[] miners, Func<string, double> score, int number = 1)
    {
        string[][] slots = [.. Slots(miners, number)];
        story.Draw(id, slots);
        for (var i = 0; i < slots.Length; i++)
            story.Play(id, $"{id}-{number}-{i}", i, TaskType.EnvironmentTask,
                [.. slots[i].Select(hotkey => (hotkey, score(hotkey)))]);
        story.CloseRound(id);
    }

    /// <summary>Groups as rule 4.18 sizes them, in this order, the boss in the one it joins.</summary>
    static IEnumerable<string[]> Slots(string[] miners, int number)
    {
        SortedSet<Hotkey> drawn = [.. miners.Select(hotkey => new Hotkey(hotkey))];
        if (number > 1)
            drawn.Add(new(Story.Placeholder));
        var sizes = RoundFlow.ShapeEnvironment(drawn, number, isFinal: false)!.GroupSizes;
        string[] order = number > 1 ? [.. miners, Story.Placeholder] : miners;
        var joins = number > 1 ? -1 : RoundFlow.PlaceholderGroup(sizes);
        var from = 0;
        for (var i = 0; i < sizes.Length; from += sizes[i++])
        {
            var slot = order[from..(from + sizes[i])];
            yield return i == joins ? [.. slot, Story.Placeholder] : slot;
        }
    }
}
