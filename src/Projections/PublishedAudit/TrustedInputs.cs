using System.Collections.Immutable;

namespace Gradients.Projections.PublishedAudit;

/// <summary>Names what the recomputation had to believe.</summary>
static class TrustedInputs
{
    public static ImmutableArray<TrustedInput> Of(Payload payload, SelfCheck checks, bool hasRow)
    {
        var trusted = ImmutableArray.CreateBuilder<TrustedInput>();
        void Add(string input, string why) => trusted.Add(new TrustedInput(input, why));

        Add("text_tournament_weight, image_tournament_weight, burn_weight",
            "The shares follow from performance differences and streaks of earlier tournaments, which the file does "
            + "not hold; only their sum and their limits were checked.");
        Add("participants",
            "Who is still alive in the running tournaments cannot be told from the completed ones in the file.");
        Tournament(payload.Text, "text_tournament_data", Add);
        Tournament(payload.Image, "image_tournament_data", Add);
        Add("participant_scores.test_loss",
            "The losses were measured by the validator; neither models nor held-out data are in the file, and a "
            + "missing loss does not say whether it was infinite or failed.");
        Add("participant_scores.quality_score, score_reason",
            $"Scores were ranked again from losses and reasons in {checks.Tasks} tasks, but whether a model was a "
            + "fine-tune, or a submission a duplicate, is only stated.");
        Add("rounds, pairs and groups",
            "The draws and the seeds behind them are not in the file, nor is who was refused before the first round.");
        Add("metagraph",
            "Which hotkey holds which uid is taken from the list given, which names no block.");
        if (hasRow)
            Add("on-chain row", "It is taken from the file given and was not fetched from the chain.");
        return trusted.DrainToImmutable();
    }

    static void Tournament(PublishedTournament? tournament, string name, Action<string, string> add)
    {
        if (tournament is null)
        {
            add(name, "It is null: that no tournament of this type was completed yet is only stated.");
            return;
        }
        add($"{name}.tournament_id", $"That {tournament.Id} is the latest completed tournament is only stated.");
        add($"{name}.base_winner_hotkey", "The champion before comes from an earlier tournament, not in the file.");
        add($"{name}.winner_hotkey", TitleCheck.IsCertain(tournament)
            ? "The losses of the final give the same winner under every margin, but the losses themselves are only "
              + "stated."
            : "The title depends on the champion's streak and on training statuses, which the file does not hold.");
    }
}
