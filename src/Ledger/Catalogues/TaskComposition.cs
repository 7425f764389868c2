using System.Collections.Immutable;
using Gradients.Ledger.Draws;
using Gradients.Ledger.Rulebooks.R2026_10;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Catalogues;

/// <summary>
/// Which tasks a drawn round poses: from its rulebook, its recorded seed and a catalogue, and from nothing else.
/// </summary>
public static class TaskComposition
{
    /// <summary>Text knockouts draw instruct, DPO and GRPO tasks at 40, 15 and 30 in 85 (2025.12 4.7).</summary>
    const int InstructWays = 40, DpoWays = 15, GrpoWays = 30;

    /// <summary>What a row counts for where nobody counted tokens (2026.10 4.17).</summary>
    const double TokensPerRow = 400.0;

    /// <summary>All tasks of a round, in the order in which they are posed.</summary>
    /// <param name="rulebook">Of the tournament.</param>
    /// <param name="tournament">Its id, without the stream's prefix.</param>
    /// <exception cref="CatalogueException">The catalogue lacks a dataset or model, or the rules compose
    /// none.</exception>
    public static ImmutableArray<ComposedTask> Of(
        string rulebook, TournamentType type, string tournament, RoundDrawn round, Catalogue catalogue)
    {
        var composer = new Composer(BookOf(rulebook), type, tournament, round, SeedOf(round), catalogue);
        var used = new SortedSet<string>(StringComparer.Ordinal);
        var tasks = ImmutableArray.CreateBuilder<ComposedTask>();
        foreach (var due in composer.Book.Due(type, round))
        {
            var task = composer.Compose(tasks.Count, due, used, null);
            used.Add(task.Dataset.Digest);
            tasks.Add(task);
        }
        return tasks.Count > 0 ? tasks.ToImmutable() : throw new CatalogueException(
            $"rulebook {rulebook} composes no tasks for an {type} tournament from a catalogue");
    }

    /// <summary>The task that stands in for a replaced or drawn one of the running round.</summary>
    /// <param name="running">The round as it is now: the stand-in counts on from its tasks.</param>
    /// <exception cref="CatalogueException">The catalogue lacks a dataset or model.</exception>
    public static ComposedTask StandIn(
        string rulebook, TournamentType type, string tournament, RoundDrawn round, Catalogue catalogue, Round running,
        PosedTask replaced)
    {
        var composer = new Composer(BookOf(rulebook), type, tournament, round, SeedOf(round), catalogue);
        var used = new SortedSet<string>(
            running.Tasks.Select(task => task.Posed.DatasetDigest).OfType<string>(), StringComparer.Ordinal);
        var continues = replaced.Dossier?.ContinuedOn is not null;
        // 2026.10 4.4: an instruct task stands in for a drawn one that went on from an earlier fine-tune.
        var due = continues && replaced.IsDrawn
            ? new DueTask(replaced.Posed.Slot, TaskType.InstructTextTask)
            : new DueTask(replaced.Posed.Slot, replaced.Posed.Type, continues);
        return composer.Compose(running.Tasks.Length, due, used, replaced.Id);
    }

    /// <summary>
    /// A task that was posed from a catalogue, found again from what was recorded of it: whatever rulebook it is of,
    /// and whether it stands in for another or not. Its id vouches for catalogue, seed and number.
    /// </summary>
    /// <exception cref="CatalogueException">It is not of this catalogue.</exception>
    public static ComposedTask Again(string tournament, RoundDrawn round, Catalogue catalogue, TaskPosed posed)
    {
        const int most = 10_000; // Far more than a round has, stand-ins included.
        for (var number = 0; number < most; number++)
        {
            var chance = new TaskChance(tournament, round, SeedOf(round), number);
            if (chance.Id(catalogue.Digest) == posed.Task
                && catalogue.Datasets.FirstOrDefault(one => one.Type == posed.Type && one.Digest == posed.DatasetDigest)
                    is { } dataset
                && catalogue.Models.FirstOrDefault(one => one.Name == posed.Model) is { } model)
                return new(number, posed.Task, posed.Slot, posed.Type, posed.Entrants, model, dataset,
                    chance.SplitSeed(), posed.Gpu, posed.Hours ?? 1, posed.Replaces);
        }
        throw new CatalogueException($"task '{posed.Task}' is not of this catalogue");
    }

    static TournamentBook BookOf(string rulebook) => TournamentBook.Find(rulebook)
        ?? throw new CatalogueException($"no tournaments are played under rulebook '{rulebook}'");

    static DrawSeed SeedOf(RoundDrawn round) => round.Seed
        ?? throw new CatalogueException($"round {round.Round} was drawn without a seed: its tasks cannot be composed");

    sealed record Composer(
        TournamentBook Book, TournamentType Tournament, string Id, RoundDrawn Round, DrawSeed Seed,
        Catalogue Catalogue)
    {
        internal ComposedTask Compose(int number, DueTask due, SortedSet<string> used, string? replaces)
        {
            var chance = new TaskChance(Id, Round, Seed, number);
            var stream = chance.Choices();
            var type = due.Type ?? Knockout(stream);
            var dataset = Pick(stream, Datasets(type, due.Continues, used));
            var model = Pick(stream, Models(dataset));
            var entrants = Hotkey.Ordered(Round.Assignments[due.Slot]);
            for (var i = entrants.Length - 1; i > 0; i--)
            {
                var j = stream.Below(i + 1);
                (entrants[i], entrants[j]) = (entrants[j], entrants[i]);
            }
            var continues = dataset.Continues is not null;
            var gpu = model.OnProcessors ? null : Book.Gpu(type, model.Parameters, model.Name, continues);
            return new(number, chance.Id(Catalogue.Digest), due.Slot, type, [.. entrants], model, dataset,
                chance.SplitSeed(), gpu, dataset.Hours ?? Hours(type, model, dataset), replaces);
        }

        static TaskType Knockout(SeedWords stream)
        {
            var way = stream.Below(InstructWays + DpoWays + GrpoWays);
            return way < InstructWays ? TaskType.InstructTextTask
                : way < InstructWays + DpoWays ? TaskType.DpoTask
                : TaskType.GrpoTask;
        }

        /// <summary>Those that no task of the round has yet, as long as there are any.</summary>
        CatalogueDataset[] Datasets(TaskType type, bool continues, SortedSet<string> used)
        {
            var fitting = Catalogue.Datasets.Where(dataset => dataset.Type == type).ToArray();
            if (fitting.Length == 0)
                throw new CatalogueException($"the catalogue has no dataset for a {type}");
            var wanted = fitting.Where(dataset => type == TaskType.EnvironmentTask
                ? Round.Kind == RoundKind.Boss && Decides(dataset)
                : dataset.Continues is not null == continues).ToArray();
            wanted = wanted.Length > 0 ? wanted : fitting;
            var fresh = wanted.Where(dataset => !used.Contains(dataset.Digest)).ToArray();
            return fresh.Length > 0 ? fresh : wanted;
        }

        /// <summary>A challenger wins no environment final without it (2026.10 4.8).</summary>
        static bool Decides(CatalogueDataset dataset) =>
            dataset.Environments.Any(environment => environment.Name == Constants2026_10.DecidingEnvironment);

        CatalogueModel[] Models(CatalogueDataset dataset)
        {
            var models = Catalogue.Models
                .Where(model => dataset.Model is { } name
                    ? model.Name == name : model.ImageKind is not null == (dataset.Type == TaskType.ImageTask))
                .ToArray();
            return models.Length > 0 ? models : throw new CatalogueException(
                $"the catalogue has no base model for the dataset '{dataset.Name}'");
        }

        static T Pick<T>(SeedWords stream, T[] from) => from[stream.Below(from.Length)];

        static double Hours(TaskType type, CatalogueModel model, CatalogueDataset dataset)
        {
            if (type == TaskType.ImageTask)
                return TrainingHours.OfImages(dataset.Rows);
            if (type == TaskType.EnvironmentTask)
                return Decides(dataset) ? TrainingHours.SoftwareEnvironment : TrainingHours.Environment;
            var (kind, continues) = ((TaskKind)type, dataset.Continues is not null);
            var planned = type == TaskType.GrpoTask
                ? TrainingHours.OfGrpo(model.Parameters)
                : TrainingHours.Of(kind, model.Parameters, dataset.Rows * TokensPerRow, null, continues);
            return dataset.Tokens is { } counted
                ? TrainingHours.FromStatistics(
                    kind, model.Parameters, counted, dataset.Rows, planned, null, continues)
                : planned;
        }
    }
}
