using System.Collections.Immutable;
using Gradients.Ledger;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections.Simulation;

/// <summary>What only some rulebooks read of a task that is trained and measured.</summary>
internal sealed class RuledEvidence(string rulebook, World world, Chance chance)
{
    const int Examples = 24, BestEvaluated = 4;

    public IEnumerable<LedgerCommand> Of(PosedTask task) => task.Posed.Type switch
    {
        TaskType.EnvironmentTask => Environments(task),
        TaskType.ImageTask => [],
        _ when rulebook == "2025.09" => Synthetic(task),
        TaskType.GrpoTask => [],
        _ => Vectors(task),
    };

    /// <summary>Only the four best are evaluated on synthetic data, a little worse or better than on the held-out set.</summary>
    IEnumerable<LedgerCommand> Synthetic(PosedTask task)
    {
        var measured = task.Entrants.Where(entrant => entrant.Row is { IsFinetune: true, Loss: { } loss }
            && double.IsFinite(loss)).Select(entrant => entrant.Row);
        var ranked = task.Posed.Type == TaskType.GrpoTask
            ? measured.OrderByDescending(row => row.Loss)
            : measured.OrderBy(row => row.Loss);
        foreach (var row in ranked.Take(BestEvaluated))
            yield return new Report(new SyntheticLossMeasured(
                row.Hotkey, row.Loss!.Value * (1.0 + (0.05 * chance.Signed())), task.Id));
    }

    IEnumerable<LedgerCommand> Vectors(PosedTask task)
    {
        if (task.Posed.Type == TaskType.ChatTask && chance.Happens(0.5))
            yield return new Report(new FineTuneContinued("continuous-sft:law:1", task.Id));
        foreach (var entrant in task.Entrants)
        {
            if (entrant.Row.Loss is not { } loss || !double.IsFinite(loss))
                continue;
            var losses = ImmutableArray.CreateBuilder<double>(Examples);
            for (var i = 0; i < Examples; i++)
                losses.Add(loss * (1.0 + (0.2 * chance.Signed())));
            yield return new Report(new ExampleLossesMeasured(
                task.Posed.HeldOutDigest, 0, entrant.Row.Hotkey, losses.MoveToImmutable(), task.Id));
        }
    }

    /// <summary>One game that everybody plays with everybody, and one environment that scores alone.</summary>
    IEnumerable<LedgerCommand> Environments(PosedTask task)
    {
        yield return new Report(new EnvironmentsNamed(
            [new(EnvironmentKind.Games, "chess", null), new(EnvironmentKind.Score, "swe_infinite", 2)], task.Id));
        for (var i = 0; i < task.Entrants.Length; i++)
            for (var k = i + 1; k < task.Entrants.Length; k++)
                yield return new Report(new GamesPlayed(
                    chance.Between(0, 3), "chess", task.Entrants[i].Row.Hotkey, chance.Between(0, 8),
                    task.Entrants[k].Row.Hotkey, chance.Between(0, 8), task.Id));
        foreach (var entrant in task.Entrants)
            yield return new Report(new EnvironmentScored(
                "swe_infinite", entrant.Row.Hotkey, chance.Unit() / Skill(entrant.Row.Hotkey), task.Id));
        yield return new ScoreTask(task.Id);
    }

    double Skill(Hotkey hotkey) => world.Nodes.MinerOf(hotkey)?.Skill(TournamentType.Text) ?? 1.0;
}
