using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tournaments;

/// <summary>The evidence that rulebook 2026.10 reads of a task, and the scores it makes of it.</summary>
static class Evidence2026_10
{
    internal static Refusal? Forbid(Tournament.Running running, PosedTask task, TaskEvidence fact) => fact switch
    {
        NodesAssigned e => e.Nodes >= 0 ? null : Malformed("nodes_malformed", $"{e.Nodes} nodes cannot be assigned."),
        FineTuneContinued => ForbidContinued(task),
        ExampleLossesMeasured e => ForbidLosses(task, e),
        BossTaskJudged => ForbidJudged(running, task),
        TaskScored => ForbidScored(task),
        RewardsMeasured or EnvironmentsNamed or GamesPlayed or EnvironmentScored when task.Dossier is { IsScored: true } =>
            new("task_scored", "2026.10 4.7: scores follow from what came before", $"Task '{task.Id}' is scored already."),
        RewardsMeasured e => ForbidRewards(task, e),
        EnvironmentsNamed or GamesPlayed or EnvironmentScored when task.Posed.Type != TaskType.EnvironmentTask =>
            new("no_environment", "2026.10 4.7: environments belong to environment tasks",
                $"Task '{task.Id}' is a {task.Posed.Type}."),
        EnvironmentsNamed e => ForbidNames(task, e),
        GamesPlayed e => ForbidGames(task, e),
        EnvironmentScored e => ForbidScore(task, e),
        _ => RecordEvidence.NotRead(running.Terms.Book, fact),
    };

    static Refusal Malformed(string code, string message) => new(code, "2026.10: evidence of a task", message);

    static Refusal? ForbidContinued(PosedTask task) =>
        task.Posed.Type == TaskType.ChatTask && task.Dossier?.ContinuedOn is null
            ? null
            : Malformed("not_continued", $"Task '{task.Id}' is no chat task, or its start is known already.");

    static Refusal? ForbidLosses(PosedTask task, ExampleLossesMeasured e)
    {
        if (task.Find(e.Hotkey) is not { } entrant)
            return Refusals.NotInTask(e.Hotkey, task.Id);
        if (!Measure.IsPaired((TaskKind)task.Posed.Type))
            return Malformed("examples_not_read", $"A {task.Posed.Type} is not compared example by example.");
        if (entrant.Row.Loss is null)
            return Malformed("examples_without_loss", $"{e.Hotkey} has no loss on '{task.Id}' yet.");
        var before = task.Dossier?.VectorOf(e.Hotkey);
        // A model may have a vector of no examples: it is there, and loses against one that has some (rule 4.3).
        if (e.First != (before?.Losses.Length ?? 0) || (e.Losses.IsEmpty && before is not null))
            return Malformed("examples_out_of_order",
                $"Example {before?.Losses.Length ?? 0} of {e.Hotkey} on '{task.Id}' comes next, not {e.First}.");
        return before is not null && before.Fingerprint != e.Fingerprint
            ? Malformed("fingerprint_differs", $"The losses of {e.Hotkey} on '{task.Id}' began with other examples.")
            : null;
    }

    static Refusal? ForbidJudged(Tournament.Running running, PosedTask task)
    {
        if (!Finals2026_10.IsJudged(running) || task.Dossier?.Judged is not null)
            return Malformed("not_to_judge", $"Task '{task.Id}' is not judged here, or is judged already.");
        return TaskFacts.IsImported(running) || task.Entrants.All(entrant => entrant.IsSettled)
            ? null
            : Malformed("losses_missing", $"Task '{task.Id}' still waits for losses.");
    }

    static Refusal? ForbidRewards(PosedTask task, RewardsMeasured e)
    {
        if (task.Posed.Type != TaskType.GrpoTask)
            return Malformed("no_rewards", $"Task '{task.Id}' is no GRPO task.");
        if (task.Find(e.Hotkey) is not { } entrant)
            return Refusals.NotInTask(e.Hotkey, task.Id);
        var known = entrant.Row.Loss is not null || entrant.MeasurementFailed
            || task.Dossier?.Rewards.Any(rewards => rewards.Hotkey == e.Hotkey) == true;
        if (known)
            return MeasureLoss.IsMeasured(e.Hotkey, task.Id);
        return e.Rewards.Select(reward => reward.Name).Distinct(StringComparer.Ordinal).Count() == e.Rewards.Length
            ? null
            : Malformed("reward_twice", $"A reward of {e.Hotkey} on '{task.Id}' stands twice.");
    }

    static Refusal? ForbidNames(PosedTask task, EnvironmentsNamed e)
    {
        var names = e.Environments.Select(environment => environment.Name).Distinct(StringComparer.Ordinal).Count();
        var fresh = task.Dossier is null || task.Dossier.Environments.IsEmpty;
        return fresh && names > 0 && names == e.Environments.Length
            ? null
            : Malformed("environments_malformed", $"Task '{task.Id}' names each of its environments once, in one event.");
    }

    static NamedEnvironment? Named(PosedTask task, string environment) =>
        task.Dossier?.Environments.FirstOrDefault(named => named.Name == environment);

    static Refusal? ForbidGames(PosedTask task, GamesPlayed e)
    {
        if (Named(task, e.Environment) is not { Kind: EnvironmentKind.Games })
            return Malformed("environment_unknown", $"Task '{task.Id}' plays no games in '{e.Environment}'.");
        if (task.Find(e.First) is null || task.Find(e.Second) is null || e.First == e.Second)
            return Malformed("players_malformed", $"Two entrants of '{task.Id}' play each other.");
        if (e.FirstWins < 0 || e.SecondWins < 0 || e.Draws < 0)
            return Malformed("games_malformed", "Numbers of games are not negative.");
        var played = task.Dossier!.Games.Any(games => games.Environment == e.Environment
            && ((games.First == e.First && games.Second == e.Second)
                || (games.First == e.Second && games.Second == e.First)));
        return played ? Malformed("games_known", $"{e.First} and {e.Second} have played in '{e.Environment}'.") : null;
    }

    static Refusal? ForbidScore(PosedTask task, EnvironmentScored e)
    {
        if (Named(task, e.Environment) is not { Kind: EnvironmentKind.Score })
            return Malformed("environment_unknown", $"Task '{task.Id}' scores nobody alone in '{e.Environment}'.");
        if (task.Find(e.Hotkey) is null)
            return Refusals.NotInTask(e.Hotkey, task.Id);
        if (!double.IsFinite(e.Score))
            return Malformed("score_malformed", "A score is a finite number.");
        return task.Dossier!.Scores.Any(score => score.Environment == e.Environment && score.Hotkey == e.Hotkey)
            ? MeasureLoss.IsMeasured(e.Hotkey, task.Id)
            : null;
    }

    static Refusal? ForbidScored(PosedTask task)
    {
        if (task.Dossier is not { IsScored: false } dossier || (dossier.Environments.IsEmpty && dossier.Rewards.IsEmpty))
            return Malformed("nothing_to_score", $"Task '{task.Id}' has nothing to make scores of, or has its scores.");
        return task.Entrants.Any(entrant => entrant.Row.Loss is not null)
            ? Malformed("already_measured", $"Losses of '{task.Id}' were measured one by one.")
            : null;
    }

    internal static TaskScored Score(PosedTask task) =>
        task.Posed.Type == TaskType.GrpoTask ? OfRewards(task) : OfEnvironments(task);

    /// <summary>Rule 4.7: only trained models take part, if there are training records at all.</summary>
    static TaskScored OfEnvironments(PosedTask task)
    {
        var dossier = task.Dossier!;
        var hasStatuses = task.Entrants.Any(entrant => entrant.Row.Training is not null);
        ImmutableArray<Hotkey> miners =
        [
            .. task.Entrants.Where(e => !hasStatuses || e.Row.Training == TrainingStatus.Success)
                .Select(entrant => entrant.Row.Hotkey),
        ];
        ImmutableArray<PairGames> games =
        [
            .. dossier.Games.Select(g =>
                new PairGames(g.Environment, g.First, g.Second, g.FirstWins, g.SecondWins, g.Draws)),
        ];
        ImmutableArray<IndividualScores> own =
        [
            .. dossier.Environments.Where(environment => environment.Kind == EnvironmentKind.Score)
                .Select(environment => new IndividualScores(environment.Name,
                [
                    .. dossier.Scores.Where(score => score.Environment == environment.Name)
                        .Select(score => new HotkeyAmount(score.Hotkey, score.Score)),
                ])),
        ];
        var scores = EnvironmentStandings.Scores(miners, games, own);
        ImmutableArray<EnvironmentWeight> weights =
        [
            .. dossier.Environments.Where(environment => environment.Weight is not null)
                .Select(environment => new EnvironmentWeight(environment.Name, environment.Weight!.Value)),
        ];
        return new(
            ImmutableArray.CreateRange(scores, environment => new EnvironmentResult(environment.Environment,
                [.. miners.Select((miner, i) => new ScoredRow(miner, environment.Scores[i] ?? 0.0))])),
            ImmutableArray.CreateRange(EnvironmentStandings.Of(miners, scores, weights),
                standing => new ScoredRow(standing.Hotkey, standing.Amount)),
            task.Id);
    }

    /// <summary>Rule 4.15, models in row order; one that failed shifts the scores of all behind it (surprise 11).</summary>
    static TaskScored OfRewards(PosedTask task)
    {
        var models = task.Entrants
            .Select(entrant => (entrant.Row.Hotkey, entrant.MeasurementFailed,
                Found: task.Dossier!.Rewards.FirstOrDefault(rewards => rewards.Hotkey == entrant.Row.Hotkey)))
            .Where(model => model.MeasurementFailed || model.Found is not null)
            .ToArray();
        var scores = GrpoScores.Of([.. models.Select(model => Evaluation(model.Found))]);
        var rows = ImmutableArray.CreateBuilder<ScoredRow>(models.Length);
        for (var i = 0; i < models.Length; i++)
            if (scores[i] is { } score)
                rows.Add(new(models[i].Hotkey, score));
        return new([], rows.DrainToImmutable(), task.Id);
    }

    static GrpoEvaluation Evaluation(RewardsMeasured? found) => found is null
        ? new(true, null, [], [])
        : new(false, found.Score,
            ImmutableArray.CreateRange(found.Rewards, reward => new NamedValue(reward.Name, reward.Value)),
            [.. found.Rewards.Where(reward => reward.Weight is not null)
                .Select(reward => new NamedValue(reward.Name, reward.Weight!.Value))],
            found.Divergence ?? 0.0);
}
