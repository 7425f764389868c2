using Gradients.Api.Database;
using Gradients.Api.Http;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Pages;

/// <summary>What is going on: running tournaments, who reigns, what ended last, and what the weights look like.</summary>
/// <param name="Rulebook">In force; absent: none was adopted.</param>
public sealed record NowData(
    IReadOnlyList<RunningCard> Running, IReadOnlyList<ReignRow> Champions, IReadOnlyList<TournamentRow> Ended,
    IReadOnlyList<EventRow> Events, IReadOnlyList<(string Hotkey, double Weight, int Sent)> Weights, string? Rulebook)
{
    internal static async Task<NowData> ReadAsync(Request request)
    {
        var now = request.Site.Host.Required;
        var source = request.Site.Open.Source;
        var reigns = await ReignRow.ReadAsync(source, "where until_position is null", request.Cancel);
        var ended = await TournamentRow.ReadAsync(
            source, "where ended_position is not null order by ended_position desc limit 6", request.Cancel);
        var events = await EventRow.LatestAsync(request.Site, 8, request.Cancel);
        var (_, setting) = await request.Site.Weighing.AtAsync(null, request.Site.Config.Netuid, request.Cancel);
        var weights = new List<(string Hotkey, double Weight, int Sent)>();
        if (setting?.Quantised is Quantised.Row row)
            for (var i = 0; i < row.Uids.Length; i++)
                weights.Add((setting.Metagraph.Metagraph.Hotkeys[row.Uids[i]].Text,
                    setting.Weights[row.Uids[i]], row.Weights[i]));
        return new([.. now.State.Live.Select(RunningCard.Of)], reigns, ended, events,
            [.. weights.OrderByDescending(w => w.Weight).Take(6)], ReignRow.InForce(now.State));
    }
}

/// <summary>A tournament that has not ended, in one glance.</summary>
/// <param name="Stage">Where it stands, in a sentence.</param>
/// <param name="Done">Runs or tasks of the round that are settled, of <paramref name="All"/>; 0 of 0 outside rounds.</param>
public sealed record RunningCard(
    string Id, string Type, string Stage, string? Next, int TasksDecided, int Tasks, int Done, int All, int Alive)
{
    internal static RunningCard Of(LiveTournament live)
    {
        var id = Streams.TournamentId(live.Stream);
        return live.State switch
        {
            Tournament.Open open => new(id, TypeOf(open.Terms),
                $"The field is open: {open.Entries.Length} entered, "
                + $"{open.Entries.Count(e => e.Status == EntryStatus.Accepted)} accepted",
                "The field closes, then round 1 is drawn", 0, 0, 0, 0, open.Entries.Length),
            Tournament.Running running => Running(id, running),
            Tournament.Decided decided => new(id, TypeOf(decided.Course.Terms), "The title is decided",
                "It counts once the tournament is completed", 0, 0, 0, 0, 1),
            _ => new(id, "", "", null, 0, 0, 0, 0, 0),
        };
    }

    static RunningCard Running(string id, Tournament.Running running)
    {
        var alive = running.Participants.Count(p => p.IsAlive);
        if (running.Round is not { } round)
            return new(id, TypeOf(running.Terms),
                running.Past.IsEmpty ? "The field is closed" : $"Round {running.Past[^1].Number} is over",
                running.IsPlayedOut ? "The title is decided" : $"Round {running.Past.Length + 1} is drawn",
                0, 0, 0, 0, alive);
        var tasks = round.Tasks.Where(t => !t.IsReplaced).ToArray();
        var entrants = tasks.SelectMany(t => t.Entrants).ToArray();
        return new(id, TypeOf(running.Terms), $"Round {round.Number}, {Kind(round.Kind)}",
            tasks.Length == 0 ? "Tasks are posed"
                : round.IsBossRound ? "The title is decided, once all tasks are"
                : $"Round {round.Number + 1} is drawn, once all tasks are decided", tasks.Count(t => t.IsDecided), tasks.Length,
            entrants.Count(e => e.IsSettled), entrants.Length, alive);
    }

    static string TypeOf(Terms terms) => terms.Type switch
    {
        TournamentType.Text => "text",
        TournamentType.Image => "image",
        _ => "environment",
    };

    static string Kind(RoundKind kind) => kind switch
    {
        RoundKind.Group => "groups",
        RoundKind.Knockout => "knockout",
        _ => "boss round",
    };
}
