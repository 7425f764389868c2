using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tournaments;

/// <summary>The evidence of one task: what only some rulebooks read. Absent where there is none.</summary>
/// <param name="Nodes">How many nodes were assigned; absent for all entrants.</param>
/// <param name="ContinuedOn">The data's name of a task that trains on from an earlier fine-tune.</param>
/// <param name="Vectors">Losses example by example; of a closed round no more.</param>
/// <param name="Judged">How a boss task was decided, once it was.</param>
/// <param name="IsScored">Games, scores or rewards have become one score each.</param>
public sealed record TaskDossier(
    int? Nodes, string? ContinuedOn, ImmutableArray<ModelVector> Vectors, ImmutableArray<NamedEnvironment> Environments,
    ImmutableArray<GamesPlayed> Games, ImmutableArray<EnvironmentScored> Scores, ImmutableArray<RewardsMeasured> Rewards,
    BossTaskJudged? Judged, bool IsScored)
{
    /// <summary>Losses on synthetic data.</summary>
    public ImmutableArray<Rulebooks.HotkeyAmount> Synthetic { get; init; } = [];

    /// <summary>The task of the pool that it is the same as, if any.</summary>
    public string? PoolTask { get; init; }

    public static readonly TaskDossier Empty = new(null, null, [], [], [], [], [], null, false);

    /// <summary>Once the round is closed nothing reads the bulk any more.</summary>
    internal TaskDossier WithoutBulk => this with { Vectors = [], Games = [], Scores = [], Rewards = [] };

    public LossVector? VectorOf(Hotkey hotkey)
    {
        foreach (var vector in Vectors)
            if (vector.Hotkey == hotkey)
                return vector.Losses;
        return null;
    }

    internal TaskDossier With(TaskEvidence fact) => fact switch
    {
        NodesAssigned e => this with { Nodes = e.Nodes },
        FineTuneContinued e => this with { ContinuedOn = e.Dataset },
        ExampleLossesMeasured e => this with { Vectors = WithLosses(e) },
        EnvironmentsNamed e => this with { Environments = e.Environments },
        GamesPlayed e => this with { Games = Games.Add(e) },
        EnvironmentScored e => this with { Scores = Scores.Add(e) },
        RewardsMeasured e => this with { Rewards = Rewards.Add(e) },
        SyntheticLossMeasured e => this with { Synthetic = Synthetic.Add(new(e.Hotkey, e.Loss)) },
        TaskCopied e => this with { PoolTask = e.PoolTask },
        BossTaskJudged e => this with { Judged = e },
        TaskScored => this with { IsScored = true },
        _ => throw new System.Diagnostics.UnreachableException($"No evidence is {fact.GetType().Name}."),
    };

    ImmutableArray<ModelVector> WithLosses(ExampleLossesMeasured e)
    {
        for (var i = 0; i < Vectors.Length; i++)
            if (Vectors[i].Hotkey == e.Hotkey)
                return Vectors.SetItem(i, new(e.Hotkey, Vectors[i].Losses with
                {
                    Losses = Vectors[i].Losses.Losses.AddRange(e.Losses),
                }));
        return Vectors.Add(new(e.Hotkey, new(e.Losses, e.Fingerprint)));
    }
}

/// <summary>One model's losses, example by example.</summary>
public sealed record ModelVector(Hotkey Hotkey, LossVector Losses);
