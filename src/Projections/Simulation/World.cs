namespace Gradients.Projections.Simulation;

/// <summary>What all that happens in one simulated season shares: the ledger so far, the miners, the chain.</summary>
internal sealed class World
{
    /// <param name="cancels">Whether some tournaments come to nothing, as in life.</param>
    public World(long seed, bool cancels = true)
    {
        Seed = seed;
        Cancels = cancels;
        Nodes = new(seed);
    }

    public long Seed { get; }

    public bool Cancels { get; }

    /// <summary>The ledger as it stands: who advances is read from here.</summary>
    public LedgerState State { get; set; } = LedgerState.Empty;

    public Nodes Nodes { get; }

    public Champion Text { get; } = new();

    public Champion Image { get; } = new();

    /// <summary>Tournaments completed so far: each is followed by a weight setting.</summary>
    public int Completions { get; set; }

    /// <summary>Types whose tournaments are not all over.</summary>
    public int LanesOpen { get; set; }

    /// <summary>
    /// Running tournaments that will be cancelled. No weights are set meanwhile: a cancelled tournament has no place in a
    /// season file, and its participants would count in the setting.
    /// </summary>
    public int Doomed { get; set; }

    public Champion ChampionOf(TournamentType type) => type == TournamentType.Text ? Text : Image;
}

/// <summary>Something that will be asked of the ledger; without a command it is only a moment to look around.</summary>
internal readonly record struct Planned(long At, string Stream, LedgerCommand? Command);
