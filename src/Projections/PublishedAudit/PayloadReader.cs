using System.Collections.Immutable;
using System.Text;
using System.Text.Json;

namespace Gradients.Projections.PublishedAudit;

/// <summary>Reads the published payload strictly where node weights depend on it; other members are ignored.</summary>
static class PayloadReader
{
    const int MaxRounds = 1_000;

    public static Payload Read(InputFile file)
    {
        var data = Unwrapped(file.Parse().Member("tournament_audit_data"));
        return new Payload(
            Tournament(data.Member("text_tournament_data"), "text_tournament_data"),
            Tournament(data.Member("image_tournament_data"), "image_tournament_data"),
            data.Member("participants").DistinctHotkeys(),
            Share(data.Member("text_tournament_weight")),
            Share(data.Member("image_tournament_weight")),
            Share(data.Member("burn_weight")));
    }

    /// <summary>
    /// Any number that is still in the vicinity of a share: a wrong one is recomputed with, a huge one is not.
    /// </summary>
    static double Share(InputField field) =>
        Math.Abs(field.Number()) <= 1_000.0 ? field.Number() : throw field.Fault(field.Path, "is no share of one");

    /// <summary>The member is an object, or a text that holds the same object once more as JSON.</summary>
    static InputField Unwrapped(InputField data) =>
        data.Value.ValueKind == JsonValueKind.String
            ? InputFile.Parse(data.File, data.Path, Encoding.UTF8.GetBytes(data.Text()))
            : data;

    static PublishedTournament? Tournament(InputField data, string name)
    {
        if (data.IsNull) return null;
        var rounds = ImmutableArray.CreateBuilder<PublishedRound>();
        foreach (var round in data.Member("rounds").Items()) rounds.Add(Round(round));
        return new PublishedTournament(
            name,
            data.Member("tournament_id").Text(),
            data.Member("base_winner_hotkey").HotkeyOrNull(),
            data.Member("winner_hotkey").HotkeyOrNull(),
            rounds.DrainToImmutable());
    }

    static PublishedRound Round(InputField data)
    {
        var tasks = ImmutableArray.CreateBuilder<PublishedTask>();
        foreach (var task in data.Member("tasks").Items()) tasks.Add(Task(task));
        return new PublishedRound(
            data.Member("round_number").Whole(1, MaxRounds),
            data.Member("is_final_round").Flag(),
            tasks.DrainToImmutable());
    }

    static PublishedTask Task(InputField data)
    {
        var scores = ImmutableArray.CreateBuilder<PublishedScore>();
        foreach (var score in data.Member("participant_scores").Items())
            scores.Add(new PublishedScore(
                score.Member("hotkey").Hotkey(),
                score.Member("quality_score").NumberOrNull(),
                score.MemberOrNone("test_loss")?.NumberOrNull(),
                score.MemberOrNone("score_reason")?.TextOrNull()));
        return new PublishedTask(
            data.Member("task_id").Text(), data.Member("winner").HotkeyOrNull(), scores.DrainToImmutable());
    }
}
