using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>The runs of one tournament, from their events, the latest first.</summary>
/// <param name="Files">What runs and measurements left behind.</param>
public sealed record RunsData(
    string? Tournament, IReadOnlyList<TournamentRow> Choices, IReadOnlyList<RunView> Runs, int Total, string? State,
    ILookup<(string Task, string Hotkey), RunFileRow> Files)
{
    const int MostShown = 200;

    internal static async Task<RunsData> ReadAsync(Request request)
    {
        _ = request.Site.Host.Required;
        var source = request.Site.Open.Source;
        var choices = await TournamentRow.ReadAsync(source, "order by announced_position desc limit 12", request.Cancel);
        var id = request.Query("tournament")
            ?? (choices.FirstOrDefault(t => t.Ended is null && t.Rounds > 0) ?? choices.FirstOrDefault())?.Id;
        if (id is null)
            return new(null, choices, [], 0, null, Array.Empty<RunFileRow>().ToLookup(f => (f.Task, f.Hotkey)));
        if (!Streams.IsLegal(Streams.Tournament(id)))
            throw Refusing.NotFound("There is no such tournament.");
        var events = await source.ListAsync(
            "select seq_id, type, data::text from mt_events where stream_id = $1 and type in ('run_scheduled', "
            + "'run_started', 'run_finished', 'run_failed', 'training_ended', 'loss_measured', 'measurement_failed') "
            + "order by seq_id",
            r => (Position: r.GetInt64(0), Type: r.GetString(1), Data: r.GetString(2)), request.Cancel,
            Streams.Tournament(id));
        var runs = RunView.Of(events);
        var state = request.Query("state");
        var wanted = state is null ? runs : [.. runs.Where(r => r.State == state)];
        var files = await RunFileRow.OfTournamentAsync(source, id, request.Cancel);
        return new(id, choices, [.. wanted.Reverse().Take(MostShown)], wanted.Count, state,
            files.ToLookup(f => (f.Task, f.Hotkey)));
    }
}

/// <summary>One entrant's latest attempt at one task.</summary>
public sealed record RunView(string Task, string Hotkey)
{
    public int Attempt { get; private set; }

    /// <summary>scheduled, started, finished, failed, trained or measured.</summary>
    public string State { get; private set; } = "scheduled";

    public string? Image { get; private set; }

    public string? Sandbox { get; private set; }

    public int? Exit { get; private set; }

    public string? Output { get; private set; }

    public double? WallSeconds { get; private set; }

    public long? PeakBytes { get; private set; }

    public string? Reason { get; private set; }

    public double? Loss { get; private set; }

    public long? LossPosition { get; private set; }

    /// <summary>Of its last event.</summary>
    public long Position { get; private set; }

    internal static IReadOnlyList<RunView> Of(IEnumerable<(long Position, string Type, string Data)> events)
    {
        var runs = new Dictionary<(string, string), RunView>();
        var order = new List<RunView>();
        foreach (var (position, type, text) in events)
        {
            using var document = JsonDocument.Parse(text);
            var data = document.RootElement;
            var key = (data.GetProperty("task").GetString()!, data.GetProperty("hotkey").GetString()!);
            if (!runs.TryGetValue(key, out var run))
            {
                runs.Add(key, run = new(key.Item1, key.Item2));
                order.Add(run);
            }
            run.Go(position, type, data);
        }
        return order;
    }

    void Go(long position, string type, JsonElement data)
    {
        Position = position;
        Attempt = data.TryGetProperty("attempt", out var attempt) ? attempt.GetInt32() : Attempt;
        Reason = Text(data, "reason") ?? Reason;
        switch (type)
        {
            case "run_scheduled":
                (State, Exit, Reason) = ("scheduled", null, null);
                break;
            case "run_started":
                (State, Image, Sandbox) = ("started", Text(data, "imageDigest"), Text(data, "sandboxProfile"));
                break;
            case "run_finished":
                (State, Exit, Output) = ("finished", data.GetProperty("exit").GetInt32(), Text(data, "outputDigest"));
                if (data.TryGetProperty("usage", out var usage))
                    (WallSeconds, PeakBytes) =
                        (usage.GetProperty("wallSeconds").GetDouble(), usage.GetProperty("peakBytes").GetInt64());
                break;
            case "run_failed" or "measurement_failed":
                State = "failed";
                break;
            case "training_ended":
                State = data.GetProperty("status").GetString() == "failure" ? "failed" : "trained";
                break;
            case "loss_measured":
                (State, LossPosition) = ("measured", position);
                Loss = data.TryGetProperty("loss", out var loss)
                    ? loss.ValueKind == JsonValueKind.Number ? loss.GetDouble() : double.NaN
                    : null;
                break;
        }
    }

    static string? Text(JsonElement data, string name) =>
        data.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
