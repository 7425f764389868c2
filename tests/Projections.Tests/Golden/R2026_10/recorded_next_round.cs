using System.Text.Json;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;
using static Gradients.Projections.Tests.Golden.RecordedCase;

namespace Gradients.Projections.Tests.Golden.R2026_10;

/// <summary>A round that sends exactly these winners on, nodes that leave, and the draw that follows.</summary>
public sealed class recorded_next_round(ITestOutputHelper output) : RecordedFamily("next_round", output)
{
    static readonly string Seed = new('5', 64);

    protected override void Check(JsonElement given, JsonElement expected)
    {
        var type = Tournament(given.GetProperty("tournament"));
        var winners = Texts(given.GetProperty("winners"));
        string[] miners = [.. winners.Where(hotkey => hotkey != Boss)];
        var isMet = miners.Length != winners.Length;
        var (possible, round) = type == TournamentType.Environment ? (isMet && miners.Length > 0, 1)
            : isMet ? (miners.Length <= 3, 2) : (miners.Length <= 8, 1);
        if (!possible)
        {
            LeaveOut(type == TournamentType.Environment
                ? "environment winners without the boss, who goes on with them"
                : "more winners than a round of the rulebook sends on");
            return;
        }
        var story = new Story(Constants2026_10.RulebookId).Announce(Id, type)
            .Tell(Id, new DrawSeedCommitted(Hex.Sha256(Convert.FromHexString(Seed)), round + 1));
        Play(story, type, miners, isMet);
        Same(
            string.Join(" ", winners.Order(StringComparer.Ordinal)), Names(Last<RoundClosed>(story).Advanced));
        foreach (var gone in Texts(given.GetProperty("unregistered")))
            if (Running(story).Participants.Any(participant => participant.Hotkey.Text == gone))
                story.Tell(Id, new NodeGone(new(gone)));

        var draw = new DrawRound([], Seed);
        // The reference makes a final of nobody; a ledger says that nobody is left.
        if (expected.ValueKind == JsonValueKind.Null || expected.TryGetProperty("error", out _)
            || expected.GetProperty("entrants").GetInt32() == 0)
            Same("nobody_to_draw", story.Refused(Stream, draw).Code);
        else
            CheckDraw(expected, type, Last<RoundDrawn>(story.Send(Stream, draw)));
        Audited(story);
    }

    void CheckDraw(JsonElement expected, TournamentType type, RoundDrawn drawn)
    {
        Same(expected.GetProperty("final").GetBoolean(), drawn.Kind == RoundKind.Boss);
        var sizes = drawn.Assignments.Select(slot => slot.Length).OrderDescending().ToArray();
        var all = drawn.Assignments.SelectMany(slot => slot).ToArray();
        Same(expected.GetProperty("burn_in").GetBoolean(), all.Contains(Burn));
        Same(expected.GetProperty("entrants").GetInt32(), all.Length);
        if (type != TournamentType.Environment && drawn.Kind != RoundKind.Boss)
            Same(expected.GetProperty("type").GetString() == "group", drawn.Kind == RoundKind.Group);
        if (expected.GetProperty("pairs") is { ValueKind: JsonValueKind.Number } pairs)
            Same(pairs.GetInt32(), sizes.Length);
        if (expected.GetProperty("sizes") is { ValueKind: JsonValueKind.Array } wanted)
            Same(
                string.Join(" ", List(wanted, size => size.GetInt32()).OrderDescending()), string.Join(" ", sizes));
    }

    static void Play(Story story, TournamentType type, string[] miners, bool isMet)
    {
        if (type == TournamentType.Environment)
        {
            // Everybody of a group ties at the top, the boss below.
            string[] entrants = miners.Length > 1 ? miners : [miners[0], Other];
            story.Fill(Id, entrants);
            EnvironmentGroup.Round(story, Id, entrants, hotkey => hotkey == Boss || hotkey == Other ? 0.5 : 1.0);
            return;
        }
        // Where the boss has won, it played a pair: for every winner a loser, and one who met the boss.
        string[] losers = isMet ? [.. Enumerable.Range(0, miners.Length + 1).Select(i => $"loser-{i}")] : [];
        string[] field = [.. miners, .. losers];
        story.Fill(Id, field).Draw(Id, field).Play(Id, "one", 0, Usual(type), [.. field.Select((hotkey, i) => (hotkey, 1.0 + i))])
            .CloseRound(Id);
        if (!isMet)
            return;
        string[] sides = [.. miners, Boss];
        story.Draw(Id, [.. sides.Select((hotkey, i) => (string[])[hotkey, losers[i]])]);
        for (var i = 0; i < sides.Length; i++)
            story.Play(Id, $"pair-{i}", i, Usual(type), (sides[i], 1.0), (losers[i], 2.0));
        story.CloseRound(Id);
    }
}
