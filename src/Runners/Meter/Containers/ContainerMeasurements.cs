using Gradients.Ledger.Tournaments;

namespace Gradients.Runners.Meter.Containers;

/// <summary>An evaluation container's results as the events that a ledger takes.</summary>
public static class ContainerMeasurements
{
    public const string Method = "container";

    const string Unknown = "the evaluation says nothing of this model";

    const string NoFinetune = "not a fine-tune of the base";

    // The end of a trace says what went wrong.
    const int LongestReason = 500;

    /// <param name="entrants">Each entrant and the name of its model in the results, in the order of the
    /// events.</param>
    /// <param name="heldOutDigest">Of the held-out set that the container was given.</param>
    /// <returns>For each entrant <see cref="LossMeasured"/>, or <see cref="MeasurementFailed"/> with the
    /// reason.</returns>
    public static IReadOnlyList<TournamentEvent> Of(
        EvaluationResults results, string task, string heldOutDigest,
        IReadOnlyList<(Hotkey Hotkey, string Model)> entrants) =>
        [.. entrants.Select(entrant => results.Find(entrant.Model) switch
        {
            null => new MeasurementFailed(entrant.Hotkey, Unknown, task),
            var model when results.Value(model) is { } value => (TournamentEvent)new LossMeasured(
                heldOutDigest, entrant.Hotkey, model.IsFinetune, value, Method, null, task),
            var model => new MeasurementFailed(
                entrant.Hotkey, Short(model.Failure ?? "the score is not finite"), task),
        })];

    /// <summary>
    /// The raw rewards of a GRPO task's models: its rulebook makes scores of them. What is no fine-tune of the base has
    /// none, whatever it reached.
    /// </summary>
    /// <inheritdoc cref="Of"/>
    public static IReadOnlyList<TournamentEvent> Rewards(
        EvaluationResults results, string task, IReadOnlyList<(Hotkey Hotkey, string Model)> entrants) =>
        [.. entrants.Select(entrant => results.Find(entrant.Model) switch
        {
            { Failure: null, IsFinetune: false } => new MeasurementFailed(entrant.Hotkey, NoFinetune, task),
            { Rewards: { } rewards } model => new RewardsMeasured(model.Divergence, entrant.Hotkey,
                [.. rewards.Select(reward => new Reward(
                    reward.Function, reward.Mean, Weight(model.Weights!, reward.Function)))],
                model.RewardScore, task),
            { Failure: { } failure } => (TournamentEvent)new MeasurementFailed(entrant.Hotkey, Short(failure), task),
            _ => new MeasurementFailed(entrant.Hotkey, Unknown, task),
        })];

    /// <summary>
    /// Games of pairs, then scores, in the entrants' order: the rulebook makes standings of them, in which what is
    /// missing counts 0. What is no fine-tune of the base has neither.
    /// </summary>
    /// <returns>Without games and without scores nothing was evaluated: each entrant's <see
    /// cref="MeasurementFailed"/>.</returns>
    public static IReadOnlyList<TournamentEvent> Environments(
        EvaluationResults results, string task, IReadOnlyList<(Hotkey Hotkey, string Model)> entrants)
    {
        var facts = new List<TournamentEvent>();
        var sound = entrants.Where(entrant => results.Find(entrant.Model) is { IsFinetune: true }).ToArray();
        for (var i = 0; i < sound.Length; i++)
            foreach (var second in sound[(i + 1)..])
                facts.AddRange(results.Games.Select(games => Played(games, task, sound[i], second))
                    .OfType<GamesPlayed>());
        foreach (var (hotkey, model) in sound)
            facts.AddRange((results.Find(model)?.Scores ?? []).Select(
                score => new EnvironmentScored(score.Environment, hotkey, score.Score, task)));
        return facts.Count > 0 ? facts : [.. entrants.Select(entrant => new MeasurementFailed(
            entrant.Hotkey, Short(results.Find(entrant.Model) switch
            {
                { Failure: { } failure } => failure,
                { IsFinetune: false } => NoFinetune,
                _ => Unknown,
            }), task))];
    }

    static GamesPlayed? Played(
        PlayedPair games, string task, (Hotkey Hotkey, string Model) first, (Hotkey Hotkey, string Model) second) =>
        games.First == first.Model && games.Second == second.Model
            ? new(games.Draws, games.Environment, first.Hotkey, games.FirstWins, second.Hotkey, games.SecondWins, task)
            : games.First == second.Model && games.Second == first.Model
                ? new(games.Draws, games.Environment, second.Hotkey, games.FirstWins, first.Hotkey, games.SecondWins,
                    task)
                : null;

    static double? Weight(IReadOnlyList<(string Function, double Value)> weights, string function)
    {
        foreach (var (name, value) in weights)
            if (name == function)
                return value;
        return null;
    }

    /// <summary>Evaluators leave whole stack traces, and what control characters they like.</summary>
    static string Short(string reason) => string.Concat(
        (reason.Length <= LongestReason ? reason : reason[^LongestReason..])
            .Select(c => char.IsControl(c) ? ' ' : c)).Trim();
}
