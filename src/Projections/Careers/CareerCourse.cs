using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What careers need of a running tournament.</summary>
internal sealed class CareerCourse
{
    /// <summary>Those of the running round.</summary>
    readonly List<TaskDecided> _verdicts = [];

    /// <summary>The field without the placeholder, in ordinal order.</summary>
    public CareerEntrant[] Entrants { get; private set; } = [];

    /// <summary>How the title was decided, once it was.</summary>
    public LedgerEvent? Title { get; set; }

    public void Enter(in Recorded e, FieldClosed fact)
    {
        if (Entrants.Length > 0)
            throw new CannotFollow(e.Stream, e.Version, "the field closes twice");
        var entrants = new CareerEntrant[fact.Entrants.Length];
        for (var i = 0; i < entrants.Length; i++)
            entrants[i] = new(fact.Entrants[i].Text, 0);
        Array.Sort(entrants, (a, b) => string.CompareOrdinal(a.Hotkey, b.Hotkey));
        Entrants = entrants;
    }

    public void Decide(TaskDecided fact) => _verdicts.Add(fact);

    /// <returns>What the running round adds to each entrant's career when it closes.</returns>
    public RoundTally[] Close(in Recorded e, RoundClosed fact)
    {
        var tally = new RoundTally[Entrants.Length];
        foreach (var verdict in _verdicts)
        {
            foreach (var row in verdict.Rows)
                if (Find(e, row.Hotkey) is >= 0 and var place)
                    tally[place].TasksMeasured++;
            if (verdict.Winner is { } winner && Find(e, winner) is >= 0 and var won)
                tally[won].TasksWon++;
        }
        foreach (var advanced in fact.Advanced)
            if (Find(e, advanced) is >= 0 and var place)
                tally[place].RoundsWon++;
        foreach (var hotkey in fact.Eliminated)
            if (Find(e, hotkey) is >= 0 and var place)
                Entrants[place] = new(hotkey.Text, fact.Round);
        _verdicts.Clear();
        return tally;
    }

    /// <summary>The place each entrant finished in; see <see cref="Career.BestFinish"/>.</summary>
    public int[] Finishes(Hotkey winner)
    {
        var reached = new int[Entrants.Length];
        for (var i = 0; i < reached.Length; i++)
            reached[i] = Entrants[i].Hotkey == winner.Text ? int.MaxValue
                : Entrants[i].EliminatedIn == 0 ? int.MaxValue - 1
                : Entrants[i].EliminatedIn;
        var best = Constants2025_12.IsPlaceholder(winner) ? 2 : 1;
        var finishes = new int[reached.Length];
        for (var i = 0; i < finishes.Length; i++)
        {
            finishes[i] = best;
            foreach (var other in reached)
                finishes[i] += other > reached[i] ? 1 : 0;
        }
        return finishes;
    }

    /// <summary>Place of an entrant, or a negative number.</summary>
    public int PlaceOf(string hotkey)
    {
        var (low, high) = (0, Entrants.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) >> 1;
            var order = string.CompareOrdinal(Entrants[middle].Hotkey, hotkey);
            if (order == 0)
                return middle;
            (low, high) = order < 0 ? (middle + 1, high) : (low, middle - 1);
        }
        return -1;
    }

    /// <summary>Place of an entrant, or a negative number for the placeholder, which has no career.</summary>
    int Find(in Recorded e, Hotkey hotkey)
    {
        var place = PlaceOf(hotkey.Text);
        if (place < 0 && !Constants2025_12.IsPlaceholder(hotkey))
            throw new CannotFollow(e.Stream, e.Version, $"{hotkey} is not in the field");
        return place;
    }
}

/// <summary>One entrant and the round that put it out, or 0.</summary>
internal readonly record struct CareerEntrant(string Hotkey, int EliminatedIn);
