namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// What an evaluation container says of one model. Exactly one of Loss, Rewards, Scores and Failure is there.
/// </summary>
/// <param name="Loss">A mean loss, or an image loss made of its two lists.</param>
/// <param name="Rewards">Mean raw reward of each function, in the evaluator's order.</param>
/// <param name="Weights">Of the reward functions; 1 where one is missing.</param>
/// <param name="Divergence">KL from the base per token; there with the rewards.</param>
/// <param name="Failure">Why there is no score: the evaluator's own words, or what its numbers lack.</param>
public sealed record EvaluatedModel(
    string Model, bool IsFinetune, double? Loss, IReadOnlyList<(string Function, double Mean)>? Rewards,
    IReadOnlyList<(string Function, double Value)>? Weights, double? Divergence, string? Failure)
{
    /// <summary>The evaluator's own score beside the rewards, where it leaves one.</summary>
    public double? RewardScore { get; init; }

    /// <summary>Its own score in each environment that scores models alone, in the evaluator's order.</summary>
    public IReadOnlyList<(string Environment, double Score)>? Scores { get; init; }
}

/// <summary>Games of two models in one environment.</summary>
public sealed record PlayedPair(
    string Environment, string First, string Second, int FirstWins, int SecondWins, int Draws);
