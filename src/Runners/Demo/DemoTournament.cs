using System.Collections.Immutable;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Demo;

/// <summary>The facts that a demo's tournament begins with; everything after them is the conductor's.</summary>
public static class DemoTournament
{
    const long Block = 6_900_000;

    /// <summary>Rules, metagraph, announcement, and every miner's entry with its fee.</summary>
    /// <param name="rulebook">2025.12, or 2026.10 with entries that cost nothing.</param>
    public static ImmutableArray<CommandLine> Commands(string id, TournamentType type, int netuid,
        ImmutableArray<DemoMiner> miners, string rulebook = Constants2025_12.RulebookId)
    {
        var book = TournamentBook.Find(rulebook)!;
        var stream = Streams.Tournament(id);
        var lines = ImmutableArray.CreateBuilder<CommandLine>();
        void Add(string stream, string key, LedgerCommand command) =>
            lines.Add(new(stream, null, $"demo/{id}/{key}", command));
        Add(Streams.Rulebook, "rulebook", new AdoptRulebook(rulebook));
        Add(Streams.Metagraph(netuid), "metagraph", new Report(new MetagraphObserved(
            Block, new string('a', 64), [book.Placeholder, .. miners.Select(miner => miner.Hotkey)])));
        Add(stream, "announce", new AnnounceTournament(
            Completion.Automatic, null, Origin.Recorded, rulebook, type));
        foreach (var miner in miners)
            Add(stream, $"enter/{miner.Hotkey}", new Report(new EntrySubmitted(
                miner.Coldkey, miner.Commit, miner.Hotkey, miner.Repository)));
        if (book.FeeRao(type) is { } fee)
            foreach (var miner in miners)
                Add(stream, $"pay/{miner.Hotkey}", new Report(new EntryFeePaid(fee, miner.Hotkey, null)));
        return lines.ToImmutable();
    }
}
