namespace Gradients.Ledger.Tournaments;

/// <summary>A participant's node left the metagraph before the next draw: a winner is dropped from it, though not eliminated.</summary>
public static class LoseNode
{
    public const string Alias = "lose_node";

    public static Refusal? Forbid(Tournament state, NodeGone fact)
    {
        if (state is not Tournament.Running { Round: null, Past.Length: > 0, IsPlayedOut: false } running)
            return new("no_draw_ahead", "2025.12 4.7: nodes are looked up when the next round is drawn",
                "No round is about to be drawn.");
        if (!running.Participants.Any(participant => participant.Hotkey == fact.Hotkey))
            return new("not_a_participant", "2025.12 4.7: entrants without a registered node are not drawn",
                $"{fact.Hotkey} does not take part.");
        return running.Gone.Contains(fact.Hotkey)
            ? new("already_gone", "ledger: a node goes once", $"The node of {fact.Hotkey} is gone already.")
            : null;
    }

    internal static Tournament Evolve(Tournament state, in Recorded e, NodeGone fact)
    {
        if (state is not Tournament.Running { Round: null } running)
            throw new CannotFollow(e.Stream, e.Version, "a node goes while no draw is ahead");
        return running with { Version = e.Version, Gone = running.Gone.Add(fact.Hotkey) };
    }
}
