namespace Gradients.Runners.Meter.Containers;

/// <summary>
/// What an evaluation container says of one model. Exactly one of Loss, Rewards and Failure is there.
/// </summary>
/// <param name="Loss">A mean loss, an image loss made of its two lists, or an environment's score.</param>
/// <param name="Rewards">Mean raw reward of each function, in the evaluator's order.</param>
/// <param name="Weights">Of the reward functions; 1 where one is missing.</param>
/// <param name="Divergence">KL from the base per token; there with the rewards.</param>
/// <param name="Failure">Why there is no score: the evaluator's own words, or what its numbers lack.</param>
public sealed record EvaluatedModel(
    string Model, bool IsFinetune, double? Loss, IReadOnlyList<(string Function, double Mean)>? Rewards,
    IReadOnlyList<(string Function, double Value)>? Weights, double? Divergence, string? Failure);
