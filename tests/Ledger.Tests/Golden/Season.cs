using System.Collections.Immutable;
using System.Text.Json;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

/// <summary>The facts of a golden season, and beside each the values expected of it.</summary>
sealed record Season(
    ImmutableArray<Hotkey> Hotkeys, ImmutableArray<SeasonTournament> Tournaments,
    ImmutableArray<SeasonSnapshot> Snapshots)
{
    public static Season Read(JsonElement root)
    {
        // The first hotkey is always the placeholder.
        ImmutableArray<Hotkey> hotkeys =
            [.. root.GetProperty("hotkeys").EnumerateArray().Select(h => new Hotkey(h.GetString()!))];
        Assert.Equal(Constants2025_12.Placeholder, hotkeys[0]);
        return new Season(
            hotkeys,
            [.. root.GetProperty("tournaments").EnumerateArray().Select(t => SeasonTournament.Read(t, hotkeys))],
            [.. root.GetProperty("snapshots").EnumerateArray().Select(s => SeasonSnapshot.Read(s, hotkeys))]);
    }
}

sealed record SeasonTournament(
    string Id, TournamentType Type, DateTimeOffset CompletedAt, ImmutableArray<Hotkey> Participants,
    ImmutableArray<SeasonRound> Rounds, JsonElement Expected)
{
    public static SeasonTournament Read(JsonElement t, ImmutableArray<Hotkey> hotkeys) => new(
        t.GetProperty("id").GetString()!,
        Enum.Parse<TournamentType>(t.GetProperty("type").GetString()!, ignoreCase: true),
        t.GetProperty("completed_at").GetDateTimeOffset(),
        [.. t.GetProperty("participants").EnumerateArray().Select(p => hotkeys[p.GetInt32()])],
        [.. t.GetProperty("rounds").EnumerateArray().Select(r => SeasonRound.Read(r, hotkeys))],
        t.GetProperty("expected"));
}

sealed record SeasonRound(
    int Number, bool IsGroup, bool IsFinal, DateTimeOffset CompletedAt, ImmutableArray<Hotkey> Drawn,
    ImmutableArray<Hotkey> Gone, ImmutableArray<FinalTask> Tasks, JsonElement Expected)
{
    public static SeasonRound Read(JsonElement r, ImmutableArray<Hotkey> hotkeys)
    {
        var isGroup = r.GetProperty("type").GetString() == "group";
        var slots = r.GetProperty(isGroup ? "groups" : "pairs");
        return new SeasonRound(
            r.GetProperty("number").GetInt32(), isGroup, r.GetProperty("final").GetBoolean(),
            r.GetProperty("completed_at").GetDateTimeOffset(),
            [.. slots.EnumerateArray().SelectMany(s => s.EnumerateArray()).Select(h => hotkeys[h.GetInt32()]).Order()],
            [.. r.GetProperty("unregistered").EnumerateArray().Select(h => hotkeys[h.GetInt32()])],
            [.. r.GetProperty("tasks").EnumerateArray().Select(t => Task(t, hotkeys))],
            r.GetProperty("expected"));
    }

    static FinalTask Task(JsonElement t, ImmutableArray<Hotkey> hotkeys) => new(
        Enum.Parse<TaskType>(t.GetProperty("type").GetString()!),
        [.. t.GetProperty("rows").EnumerateArray().Select(row => new TaskRow(
            hotkeys[row[0].GetInt32()],
            row[1].GetString() is { } status ? Enum.Parse<TrainingStatus>(status, ignoreCase: true) : null,
            GoldenChecks.Number(row[2]),
            row[3].GetInt32() != 0,
            row.GetArrayLength() > 4 ? row[4].GetString() : null))]);
}

sealed record SeasonSnapshot(
    ImmutableArray<(int Tournament, int Rounds)> Active, int? After, DateTimeOffset At, Metagraph Metagraph,
    JsonElement Expected)
{
    public static SeasonSnapshot Read(JsonElement s, ImmutableArray<Hotkey> hotkeys) => new(
        [.. s.GetProperty("active").EnumerateArray().Select(a => (a[0].GetInt32(), a[1].GetInt32()))],
        s.GetProperty("kind").GetString() == "completion" ? s.GetProperty("after").GetInt32() : null,
        s.GetProperty("at").GetDateTimeOffset(),
        new Metagraph([.. s.GetProperty("metagraph").EnumerateArray().Select(h => hotkeys[h.GetInt32()])]),
        s.GetProperty("expected"));
}
