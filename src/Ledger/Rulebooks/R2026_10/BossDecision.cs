namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>What one task of a final comes to.</summary>
/// <param name="Holder">Who wins it; after a draw the boss holds it without winning it.</param>
/// <param name="Verdict">Where both sides had a result; only then are quality scores written, 3.0 and 0.0.</param>
public sealed record BossDecision(Hotkey Holder, TaskVerdict? Verdict)
{
    static Hotkey Boss => Constants2026_10.Placeholder;

    public bool IsDraw => Verdict is { IsDraw: true };

    public static BossDecision Of(BossTask task)
    {
        var pair = FinalPair.Of(task.Rows);
        // Surprise 6: an opponent without a result is never looked up, so the boss wins whatever was trained.
        if (pair.Opponent is not { } opponent) return new BossDecision(Boss, null);
        // And against a boss without one a fine score still needs the training status "success".
        if (pair.Boss is not { } boss)
            return new BossDecision(opponent.Training is TrainingStatus.Success ? opponent.Hotkey : Boss, null);

        var verdict = TaskVerdict.Of(
            task.Type, boss.Loss!.Value, opponent.Loss!.Value, task.BossVector, task.ChallengerVector);
        return new BossDecision(verdict.ChallengerWon ? opponent.Hotkey : Boss, verdict);
    }
}
