using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>
/// Losses around the entrants' skills, with everything that real ones show: few digits or seventeen, ties, copies, values
/// that are not finite, submissions that are no fine-tunes, trainings that failed.
/// </summary>
/// <param name="margin">What a challenger has to win by, as a fraction of the boss's loss.</param>
internal sealed class Losses(World world, TournamentType type, double margin, Chance chance)
{
    /// <summary>Spread of each of the six factors of a measurement's luck: 5 or 6 % in all.</summary>
    const double Noise = 0.04;
    const double Tie = 0.03;
    const double Copy = 0.05;

    static readonly double[] Tens = [1e4, 1e5, 1e6, 1e8];

    /// <param name="sound">Somebody to whom nothing happens, so that the round has a winner.</param>
    public Row[] Plan(TaskType task, RoundKind kind, ReadOnlySpan<Hotkey> entrants, Luck luck, Hotkey? sound)
    {
        var level = Level(task);
        var rows = new Row[entrants.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            rows[i] = new(entrants[i]) { Loss = Measured(task, level, SkillOf(entrants[i])) };
            if (luck == Luck.None)
                Fail(rows[i], measured: chance.Happens(0.5));
            else if (entrants[i] != sound)
                Mishap(rows[i], luck);
        }
        if (chance.Happens(Tie))
            Repeat(rows, sound, isFound: false);
        if (chance.Happens(kind == RoundKind.Group ? Copy : Copy / 5))
            Repeat(rows, sound, isFound: true);
        if (kind == RoundKind.Boss && chance.Happens(0.02))
            MeetThreshold(task, rows);
        return rows;
    }

    /// <summary>What an average model reaches: a loss, or for GRPO the room left to a score.</summary>
    double Level(TaskType task) => task switch
    {
        TaskType.ImageTask => 0.02 + (0.2 * chance.Unit()),
        TaskType.DpoTask => 0.2 + (0.5 * chance.Unit()),
        TaskType.GrpoTask => 0.2 + (1.5 * chance.Unit()),
        _ => 0.6 + (2.2 * chance.Unit()),
    };

    double SkillOf(Hotkey hotkey) =>
        Champion.Is(hotkey) ? world.ChampionOf(type).Skill : world.Nodes.MinerOf(hotkey)!.Skill(type);

    double Measured(TaskType task, double level, double skill)
    {
        var reached = skill * chance.Factor(Noise);
        // Of hard tasks the scores are negative as often as not.
        var loss = task != TaskType.GrpoTask ? level * reached
            : level < 0.4 ? level * (1.0 - reached)
            : level * (1.9 - reached);
        return Digits(loss);
    }

    /// <summary>Some evaluators write every digit a binary64 has, others four to eight decimals.</summary>
    double Digits(double loss)
    {
        var way = chance.Below(7);
        if (way >= Tens.Length)
            return loss;
        var rounded = Math.Floor((loss * Tens[way]) + 0.5) / Tens[way];
        // Minus a little rounds to a negative zero, which evaluators do not write.
        return rounded == 0 ? 0.0 : rounded;
    }

    void Mishap(Row row, Luck luck)
    {
        var fate = chance.Below(1000);
        if (fate < (luck == Luck.Bad ? 700 : 45))
            Fail(row, measured: chance.Happens(0.4));
        else if (fate >= 940)
            Strange(row, fate);
    }

    void Strange(Row row, int fate)
    {
        switch (fate)
        {
            case < 955:
                row.Loss = double.NaN;
                break;
            case < 961:
                row.Loss = double.PositiveInfinity;
                break;
            case < 962:
                row.Loss = double.NegativeInfinity;
                break;
            case < 978:
                row.IsFinetune = false;
                break;
            case < 986:
                row.Reason = "Evaluation failed: the adapter does not match its base";
                row.IsFinetune = chance.Happens(0.5);
                break;
            case < 994:
                row.Loss = null;
                break;
            default:
                // A fine loss although the trainer never reported the end of its work (surprise 4).
                row.Status = chance.Happens(0.5) ? TrainingStatus.Training : TrainingStatus.Pending;
                break;
        }
    }

    static void Fail(Row row, bool measured)
    {
        row.Status = TrainingStatus.Failure;
        row.Loss = measured ? double.NaN : null;
        row.IsFinetune = false;
        row.Reason = measured ? "Evaluation failed: no model" : null;
    }

    /// <summary>Two rows with one loss: by chance, or because one submission repeats the other.</summary>
    void Repeat(Row[] rows, Hotkey? sound, bool isFound)
    {
        var original = chance.Pick<Row>(rows);
        var second = chance.Pick<Row>(rows);
        if (original == second || second.Hotkey == sound || !original.CountsFully || !second.CountsFully
            || original.CopyOf is not null || second.CopyOf is not null)
            return;
        second.Loss = original.Loss;
        second.CopyOf = isFound ? original.Hotkey : null;
    }

    /// <summary>The challenger reaches the bar to the last bit (surprise 5).</summary>
    void MeetThreshold(TaskType task, Row[] rows)
    {
        var boss = Array.Find(rows, row => Champion.Is(row.Hotkey));
        var challenger = Array.Find(rows, row => !Champion.Is(row.Hotkey));
        if (boss is not { CountsFully: true, CopyOf: null } || challenger is not { CountsFully: true, CopyOf: null })
            return;
        var bar = task == TaskType.GrpoTask ? 1.0 + margin : 1.0 - margin;
        challenger.Loss = boss.Loss!.Value * bar;
    }
}
