using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Conductor;

/// <summary>Between rounds: who has lost its node is named, and the next round is drawn from its bound seed.</summary>
static class DrawWork
{
    internal static void Find(
        string stream, Tournament.Running running, ObservedMetagraph? seen, Seeds seeds, Found found)
    {
        var round = running.Past.Length + 1;
        var gone = false;
        if (seen is not null && !running.Past.IsEmpty)
            foreach (var winner in running.Past[^1].Winners)
                if (winner != running.Terms.Book.Placeholder && !running.Gone.Contains(winner)
                    && seen.Metagraph.UidOf(winner) < 0)
                {
                    found.Say(stream, Keys.Of(stream, "gone", Keys.Number(round), winner.Text), new NodeGone(winner));
                    gone = true;
                }
        if (gone)
            return; // The draw is another one after it.
        var seed = seeds.Of(stream, round);
        switch (running.Promises.FirstOrDefault(promise => promise.Round == round))
        {
            case { Commitment: { } commitment } when commitment == Seeds.CommitmentOf(seed):
                found.Say(stream, Keys.Of(stream, "draw", Keys.Number(round)), new DrawRound([], seed));
                break;
            case { Block: { } block }:
                found.Wait(stream, $"round {round} is drawn from block {block}: record its hash with draw_round");
                break;
            default:
                found.Wait(stream, $"the seed of round {round} is known to somebody else, who draws it");
                break;
        }
    }
}
