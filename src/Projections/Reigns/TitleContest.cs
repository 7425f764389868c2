using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>What a running tournament is about: the title of its type.</summary>
/// <param name="Champion">Who defends it; absent while nobody has held it.</param>
/// <param name="Title">How it was decided, once it was.</param>
internal sealed record TitleContest(TournamentType Type, Hotkey? Champion, TournamentEvent? Title)
{
    /// <summary>The reign of a champion that the ledger has not seen winning.</summary>
    public Reign? Brought() => Champion is { } champion ? Reign.Brought(Type, champion) : null;
}
