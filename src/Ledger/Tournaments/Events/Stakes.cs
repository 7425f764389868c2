using System.Collections.Immutable;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tournaments;

/// <summary>What only rulebooks read under which a field is filled by stake.</summary>
public abstract record StakeEvent : TournamentEvent
{
    private protected StakeEvent()
    {
    }
}

/// <summary>What an entry is weighed by while the field is open.</summary>
/// <param name="CompletedTournaments">Completed tournaments the hotkey took part in before, of both types.</param>
/// <param name="Stake">Staked to the hotkey on the subnet, in whole units of alpha; it has to be kept.</param>
public sealed record EntryStaked(int CompletedTournaments, Hotkey Hotkey, double Stake)
    : StakeEvent, IEvent<EntryStaked>
{
    public static string Alias => "entry_staked";

    public static EntryStaked Pass<P>(ref P p, EntryStaked? e) where P : IPass, allows ref struct =>
        new(p.Count("completedTournaments"u8, e?.CompletedTournaments ?? 0),
            p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Number("stake"u8, e?.Stake ?? 0));
}

/// <summary>A participant's stake as it is now.</summary>
public sealed record SeenStake(Hotkey Hotkey, double Stake) : IPart<SeenStake>
{
    public static SeenStake Pass<P>(ref P p, SeenStake? e) where P : IPass, allows ref struct =>
        new(p.Hotkey("hotkey"u8, e?.Hotkey),
            p.Number("stake"u8, e?.Stake ?? 0));
}

/// <summary>Stakes looked at before a round is closed; whoever is not named has kept what was required.</summary>
public sealed record StakesObserved(ImmutableArray<SeenStake> Stakes) : StakeEvent, IEvent<StakesObserved>
{
    public static string Alias => "stakes_observed";

    public static StakesObserved Pass<P>(ref P p, StakesObserved? e) where P : IPass, allows ref struct =>
        new(p.Parts("stakes"u8, e?.Stakes ?? default));
}
