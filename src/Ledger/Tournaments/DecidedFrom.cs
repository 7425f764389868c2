namespace Gradients.Ledger.Tournaments;

/// <summary>What a rulebook decides a task from, and so what has to be measured of its models.</summary>
public enum DecidedFrom
{
    /// <summary>One loss or score of each model.</summary>
    Loss,

    /// <summary>The loss, and the losses of the single examples beside it.</summary>
    ExampleLosses,

    /// <summary>Raw rewards of all models, of which the rulebook makes scores.</summary>
    Rewards,

    /// <summary>Games between the models and scores of their own, of which the rulebook makes standings.</summary>
    Environments,
}
