using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What a running tournament is about: the title of its type.</summary>
/// <param name="champion">Who defends it; absent while nobody has held it.</param>
internal sealed class TitleContest(TournamentType type, Hotkey? champion)
{
    public TournamentType Type { get; } = type;

    /// <summary>How it was decided, once it was.</summary>
    public TournamentEvent? Title { get; set; }

    /// <summary>The reign of a champion that the ledger has not seen winning.</summary>
    public Reign? Brought() => champion is { } known ? Reign.Brought(Type, known) : null;
}
