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
    public static ImmutableArray<CommandLine> Commands(
        string id, TournamentType type, int netuid, ImmutableArray<DemoMiner> miners)
    {
        var stream = Streams.Tournament(id);
        var lines = ImmutableArray.CreateBuilder<CommandLine>();
        void Add(string stream, string key, LedgerCommand command) =>
            lines.Add(new(stream, null, $"demo/{id}/{key}", command));
        Add(Streams.Rulebook, "rulebook", new AdoptRulebook(Constants2025_12.RulebookId));
        Add(Streams.Metagraph(netuid), "metagraph", new Report(new MetagraphObserved(
            Block, new string('a', 64), [Constants2025_12.Placeholder, .. miners.Select(miner => miner.Hotkey)])));
        Add(stream, "announce", new AnnounceTournament(
            Completion.Automatic, null, Origin.Recorded, Constants2025_12.RulebookId, type));
        foreach (var miner in miners)
            Add(stream, $"enter/{miner.Hotkey}", new Report(new EntrySubmitted(
                miner.Coldkey, miner.Commit, miner.Hotkey, miner.Repository)));
        foreach (var miner in miners)
            Add(stream, $"pay/{miner.Hotkey}", new Report(new EntryFeePaid(
                Constants2025_12.FeeRao(type), miner.Hotkey, null)));
        return lines.ToImmutable();
    }
}
