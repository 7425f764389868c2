namespace Gradients.Ledger.Tournaments;

/// <summary>Evidence about a task of the running round: its rulebook says what it reads, the rest is refused.</summary>
public static class RecordEvidence
{
    public const string AssignNodes = "assign_nodes";
    public const string ContinueFineTune = "continue_fine_tune";
    public const string MeasureExamples = "measure_examples";
    public const string NameEnvironments = "name_environments";
    public const string PlayGames = "play_games";
    public const string ScoreEnvironment = "score_environment";
    public const string MeasureRewards = "measure_rewards";
    public const string MeasureSynthetic = "measure_synthetic";
    public const string CopyTask = "copy_task";

    public static Refusal? Forbid(Tournament state, TaskEvidence fact)
    {
        if (TaskFacts.Find(state, fact.Task, out var posed) is { } refusal)
            return refusal;
        var running = (Tournament.Running)state;
        return running.Terms.Book.ForbidEvidence(running, posed, fact);
    }

    /// <summary>A book that reads no evidence of this kind.</summary>
    internal static Refusal NotRead(TournamentBook book, TaskEvidence fact) =>
        new("evidence_not_read", $"{book.Id}: what decides a task",
            $"Rulebook {book.Id} decides task '{fact.Task}' without {fact.GetType().Name}.");

    internal static Tournament Evolve(Tournament state, in Recorded e, TaskEvidence fact)
    {
        var position = e.Position;
        return TaskFacts.Change(state, e, fact.Task, task => Fold(task, fact, position));
    }

    static PosedTask Fold(PosedTask task, TaskEvidence fact, long position)
    {
        var filed = task with { Dossier = (task.Dossier ?? TaskDossier.Empty).With(fact) };
        return fact is TaskScored scored ? Score(filed, scored, position) : filed;
    }

    /// <summary>Scores stand where losses do; whoever got none is never scored on this task.</summary>
    static PosedTask Score(PosedTask task, TaskScored scored, long position)
    {
        var entrants = task.Entrants;
        for (var i = 0; i < entrants.Length; i++)
        {
            var entrant = entrants[i];
            var row = scored.Rows.FirstOrDefault(r => r.Hotkey == entrant.Row.Hotkey);
            entrants = entrants.SetItem(i, row is null
                ? entrant with { MeasurementFailed = true }
                : entrant with
                {
                    Row = entrant.Row with { Loss = row.Score, IsFinetune = true },
                    LossPosition = position,
                });
        }
        return task with { Entrants = entrants };
    }
}
