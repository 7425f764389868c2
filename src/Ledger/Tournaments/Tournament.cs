using System.Collections.Immutable;

namespace Gradients.Ledger.Tournaments;

/// <summary>Where a tournament stands. The cases are all there are; <see cref="Version"/> counts its events.</summary>
public abstract record Tournament(long Version)
{
    private Tournament() : this(0)
    {
    }

    public long Version { get; internal set; } = Version;

    /// <summary>See <see cref="LedgerState.OnePass"/>.</summary>
    internal bool IsOnePass { get; init; }

    /// <summary>Nothing has happened under this id.</summary>
    public sealed record Unannounced() : Tournament(0);

    /// <summary>Miners may enter.</summary>
    public sealed record Open(
        long Version, Terms Terms, ImmutableArray<Entry> Entries, ImmutableArray<SeedPromise> Promises)
        : Tournament(Version)
    {
        public Entry? Find(Hotkey hotkey) => IndexOf(hotkey) is >= 0 and var place ? Entries[place] : null;

        internal int IndexOf(Hotkey hotkey)
        {
            // Read through one interner the same hotkey is nearly always the same string: no letter needs comparing.
            for (var i = 0; i < Entries.Length; i++)
                if (ReferenceEquals(Entries[i].Submission.Hotkey.Text, hotkey.Text))
                    return i;
            for (var i = 0; i < Entries.Length; i++)
                if (Entries[i].Submission.Hotkey == hotkey)
                    return i;
            return -1;
        }

        internal Open With(in Recorded e, int place, Entry changed)
        {
            if (!IsOnePass)
                return this with { Version = e.Version, Entries = Entries.SetItem(place, changed) };
            InPlace.Set(Entries, place, changed);
            Version = e.Version;
            return this;
        }

        internal Open WithLast(in Recorded e, int place, Entry changed)
        {
            if (!IsOnePass)
                return this with { Version = e.Version, Entries = Entries.RemoveAt(place).Add(changed) };
            InPlace.MoveToEnd(Entries, place, changed);
            Version = e.Version;
            return this;
        }
    }

    /// <summary>The field is closed and rounds are played.</summary>
    /// <param name="Round">The running round; absent before the first draw and between rounds.</param>
    /// <param name="Gone">Participants whose nodes are gone: dropped from the next draw.</param>
    /// <param name="FinalTasks">The tasks of the boss round, once it is closed.</param>
    public sealed record Running(
        long Version, Terms Terms, ImmutableArray<Participant> Participants, ImmutableArray<SeedPromise> Promises,
        ImmutableArray<ClosedRound> Past, Round? Round, ImmutableArray<Hotkey> Gone,
        ImmutableArray<PosedTask> FinalTasks) : Tournament(Version)
    {
        /// <summary>What entrants have to keep staked, where fields are filled by stake; else empty.</summary>
        public ImmutableArray<Rulebooks.HotkeyAmount> RequiredStakes { get; init; } = [];

        /// <summary>No round can follow: the boss round is closed, or the last round had no winner.</summary>
        public bool IsPlayedOut =>
            Round is null && Past.Length > 0 && (Past[^1].Kind == RoundKind.Boss || Past[^1].Winners.IsEmpty);

        /// <summary>One entrant of one task of the running round changed; everything else is shared.</summary>
        internal Running With(in Recorded e, Round round, int task, int row, Entrant changed)
        {
            if (!IsOnePass)
                return this with { Version = e.Version, Round = round.With(task, round.Tasks[task].With(row, changed)) };
            InPlace.Set(round.Tasks[task].Entrants, row, changed);
            Version = e.Version;
            return this;
        }
    }

    /// <summary>The title is decided; nothing counts before the tournament is completed.</summary>
    /// <param name="Winner">The winner as stored: perhaps the placeholder.</param>
    public sealed record Decided(long Version, Running Course, Hotkey Winner) : Tournament(Version)
    {
        /// <summary>Places that were reported, in the order of the report; empty where none were.</summary>
        public ImmutableArray<Rulebooks.R2026_10.FinalPosition> Places { get; init; } = [];
    }

    /// <summary>Over, and counting for weights.</summary>
    public sealed record Completed(long Version, string Id, Hotkey Winner, Hotkey RealWinner, bool IsArchived)
        : Tournament(Version);

    /// <summary>Over without a result.</summary>
    public sealed record Cancelled(long Version, string Id) : Tournament(Version);
}
