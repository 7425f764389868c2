using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;
using Rules2026 = Gradients.Ledger.Rulebooks.R2026_10.Constants2026_10;

namespace Gradients.Ledger;

/// <summary>
/// The completed tournaments of one type, oldest first, and the latest one in full. A pass that only audits keeps those
/// that can still be read.
/// </summary>
public sealed record TypeHistory(ImmutableList<CompletedTournament> Completed, FinishedTournament? Latest)
{
    public static readonly TypeHistory Empty = new(ImmutableList<CompletedTournament>.Empty, null);

    /// <summary>The completed one before the latest, in full.</summary>
    public FinishedTournament? Before { get; init; }

    /// <summary>Who a new tournament defends against (rule 4.7).</summary>
    public Hotkey? Champion => RealWinner.OfLatest(Completed);

    /// <summary>Wins in a row of the champion, or of the placeholder while nobody has the title (rule 4.11).</summary>
    public int Streak => StreakOf(Champion ?? Constants2025_12.Placeholder);

    public int StreakOf(Hotkey champion) => Rulebooks.R2025_12.Streak.Of(champion, Completed);

    internal TypeHistory With(FinishedTournament finished) => new(Completed.Add(finished.Summary), finished) { Before = Latest };

    /// <summary>
    /// Only the newest that a rule can still read, where each champion is the real winner before (an audit sees to it):
    /// the champion's wins in a row, among which is the tournament that stores the champion's performance, since another
    /// champion's streak starts anew (rules 4.9 and 4.11); two, by which a changed winner is told; and the latest with
    /// four before it that count as entered (2026.10, rule 4.10).
    /// </summary>
    internal TypeHistory ReadLater()
    {
        var (kept, entered) = (0, 0);
        var least = Math.Max(2, Streak);
        for (var i = Completed.Count - 1; i >= 0 && (kept < least || entered < Rules2026.EntrantWindow); i--)
            if (kept++ > 0 && Completed[i].Participants >= Rules2026.EntrantMinimum)
                entered++;
        var over = Completed.Count - kept;
        return over == 0 ? this : this with { Completed = Completed.RemoveRange(0, over) };
    }

    /// <summary>A weight setting stores a fresh performance difference in a tournament (rule 4.9).</summary>
    internal TypeHistory Store(string tournament, double difference)
    {
        // Nearly always it is the latest one; a tournament of the other type is in no place here.
        var place = Completed.Count > 0 && Completed[^1].Id == tournament
            ? Completed.Count - 1
            : Completed.FindLastIndex(completed => completed.Id == tournament);
        return place < 0
            ? this
            : this with
            {
                Completed = Completed.SetItem(place, Completed[place] with { StoredPerformance = difference }),
            };
    }
}

/// <summary>What weights and their explanation read of the latest completed tournament of a type.</summary>
/// <param name="Position">Where its completion stands in the ledger.</param>
/// <param name="Rounds">Its closed rounds with the winners of their tasks.</param>
/// <param name="Performance">How much better its challenger was (rule 4.8).</param>
public sealed record FinishedTournament(
    CompletedTournament Summary, TournamentType Type, int Streak, double Margin, long Position,
    ImmutableArray<ClosedRound> Rounds, PerformanceDifference Performance)
{
    internal static FinishedTournament Of(Tournament.Decided decided, long position)
    {
        var course = decided.Course;
        var margin = course.Terms.Book.Margin(course.Terms);
        var performance = course.Terms.Book.Performance(decided);
        var announced = course.Terms.Announcement;
        var summary = new CompletedTournament(
            course.Terms.Id, decided.Winner, announced.DefendingChampion, performance.Median, null,
            course.Participants.Length);
        return new(summary, announced.Type, announced.Streak, margin, position, course.Past, performance)
        {
            Split = new(decided.Winner, announced.DefendingChampion, PlacesOf(decided), FinalScores(course)),
            Copies = course.Terms.Book.Copies(decided),
        };
    }

    /// <summary>Who is paid where places decide: the places, or who was scored in the final.</summary>
    public required Rulebooks.R2026_10.SplitInputs Split { get; init; }

    /// <summary>
    /// Who came second: by the places where there are any, else the other hotkey of the final; the champion behind the
    /// placeholder. Null where nobody did, or nobody holds the title yet.
    /// </summary>
    public Hotkey? SecondPlace
    {
        get
        {
            var second = Split.Positions.FirstOrDefault(position => position.Place == 2).Hotkey;
            if (second == default && !Split.FinalScores.IsDefault)
                second = Split.FinalScores.SelectMany(task => task).FirstOrDefault(hotkey => hotkey != Split.Winner);
            if (second == Constants2025_12.Placeholder)
                return Split.Base;
            return second == default ? null : second;
        }
    }

    /// <summary>Tasks of its final that the pool has as well.</summary>
    public ImmutableArray<CopiedTask> Copies { get; init; } = [];

    static ImmutableArray<Rulebooks.R2026_10.FinalPosition> PlacesOf(Tournament.Decided decided) =>
        decided.Places.IsEmpty ? decided.Course.Terms.Book.Places(decided) : decided.Places;

    static ImmutableArray<ImmutableArray<Hotkey>> FinalScores(Tournament.Running course) =>
        course.Past is [.., { Kind: RoundKind.Boss }]
            ? ImmutableArray.CreateRange(course.FinalTasks, Scored)
            : default;

    static ImmutableArray<Hotkey> Scored(PosedTask task)
    {
        var scored = ImmutableArray.CreateBuilder<Hotkey>(task.Entrants.Length);
        foreach (var entrant in task.Entrants)
            if (entrant.Row.Loss is not null)
                scored.Add(entrant.Row.Hotkey);
        return scored.DrainToImmutable();
    }

    /// <summary>Points and what weights follow from them (rule 4.10).</summary>
    public PointTable Points()
    {
        var rounds = ImmutableArray.CreateRange(Rounds, round => new WonRound(
            round.Number, round.Kind == RoundKind.Boss, ImmutableArray.CreateRange(round.Tasks, task => task.Winner)));
        return Rulebooks.R2025_12.Points.Of(Type, Summary.Base, Summary.Winner, rounds.AsSpan());
    }
}
