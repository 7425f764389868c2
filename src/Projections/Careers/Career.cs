using System.Collections.Immutable;
using Gradients.Ledger.Store;

namespace Gradients.Projections;

/// <summary>One hotkey's career: the row of <see cref="Careers"/>.</summary>
/// <param name="Titles">Reigns it began.</param>
/// <param name="Defences">Tournaments in which it kept the title, entered or not.</param>
/// <param name="BestFinish">
/// Its best place in a completed tournament, or 0: 1 for the winner; for others one more than the participants that
/// went further, among them the placeholder only where it won.
/// </param>
internal sealed record Career(
    string Hotkey, int Entered = 0, int RoundsWon = 0, int TasksWon = 0, int TasksMeasured = 0, int Titles = 0,
    int Defences = 0, int BestFinish = 0, string? LastTournament = null) : Row
{
    public long Position { get; init; }

    public override Table Table => Careers.Table;

    public override KeyValues Key => new(Hotkey);

    public Career Enter(string tournament) => this with { Entered = Entered + 1, LastTournament = tournament };

    public Career Add(RoundTally tally) => this with
    {
        RoundsWon = RoundsWon + tally.RoundsWon,
        TasksWon = TasksWon + tally.TasksWon,
        TasksMeasured = TasksMeasured + tally.TasksMeasured,
    };

    public Career Finish(int place) =>
        BestFinish == 0 || place < BestFinish ? this with { BestFinish = place } : this;

    public Career Reign(bool isDefence) =>
        isDefence ? this with { Defences = Defences + 1 } : this with { Titles = Titles + 1 };

    protected override ImmutableArray<object?> LayOut() =>
    [
        Hotkey,
        Cell.Of(Entered),
        Cell.Of(RoundsWon),
        Cell.Of(TasksWon),
        Cell.Of(TasksMeasured),
        Cell.Of(Titles),
        Cell.Of(Defences),
        BestFinish > 0 ? Cell.Of(BestFinish) : null,
        LastTournament,
        Position,
    ];
}

/// <summary>What one closed round adds to a career.</summary>
internal record struct RoundTally(int RoundsWon, int TasksWon, int TasksMeasured);
