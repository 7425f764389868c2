using System.Collections.Immutable;
using Gradients.Ledger.Catalogues;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Catalogues;

public sealed class when_a_round_is_composed
{
    const string Old = "2025.12", New = "2026.10";

    static string Sha(int n) => $"sha256:{n:x64}";

    static readonly Catalogue Everything = new(
        Sha(1),
        [
            new("meadow/lark-1b", "lark", Sha(2), 1_000_000_000, null, false),
            new("harbour/gull-7b", "gull", Sha(3), 7_000_000_000, null, false),
            new("demo/wren", "wren", Sha(4), 100_000, null, true),
            new("meadow/easel", "easel", Sha(5), 2_600_000_000, "sdxl", false),
        ],
        [
            .. new[] { TaskType.InstructTextTask, TaskType.DpoTask, TaskType.GrpoTask, TaskType.ImageTask }
                .SelectMany(type => Enumerable.Range(0, 3).Select(i => new CatalogueDataset(
                    $"{type}-{i}", "x", Sha(100 + 10 * (int)type + i), type, 1000, null, "{}", null, null, null))),
            new("plain-chat", "x", Sha(200), TaskType.ChatTask, 1000, null, "{}", null, null, null),
            new("law", "x", Sha(201), TaskType.ChatTask, 1000, null, "{}", "harbour/gull-7b", 2.5,
                "continuous-sft:law:3"),
        ]);

    static RoundDrawn Round(RoundKind kind, int number, int slots, int members, int seed = 1) => new(
        [.. Enumerable.Range(0, slots).Select(slot => ImmutableArray.CreateRange(
            Enumerable.Range(0, members).Select(i => new Hotkey($"hotkey-{slot}-{i}"))))],
        kind, number, new(SeedSource.Committed, $"{seed:x64}"));

    static ImmutableArray<ComposedTask> Compose(
        string rulebook, RoundDrawn round, TournamentType type = TournamentType.Text, Catalogue? catalogue = null) =>
        TaskComposition.Of(rulebook, type, "spring", round, catalogue ?? Everything);

    static string Types(ImmutableArray<ComposedTask> tasks) => string.Join(' ', tasks.Select(task =>
        task.Type.ToString().Replace("TextTask", "", StringComparison.Ordinal)
            .Replace("Task", "", StringComparison.Ordinal)));

    [Fact]
    public void each_group_has_one_instruct_task()
    {
        var tasks = Compose(Old, Round(RoundKind.Group, 1, slots: 3, members: 20));
        Assert.Equal("Instruct Instruct Instruct", Types(tasks));
        Assert.Equal([0, 1, 2], tasks.Select(task => task.Slot));
        Assert.Equal(3, tasks.Select(task => task.Dataset.Name).Distinct().Count());
    }

    [Fact]
    public void the_one_group_of_the_newer_rules_has_three() => Assert.Equal(
        "Instruct Instruct Instruct", Types(Compose(New, Round(RoundKind.Group, 1, slots: 1, members: 20))));

    [Fact]
    public void finals_have_the_types_that_their_rules_name()
    {
        var boss = Round(RoundKind.Boss, 4, slots: 1, members: 2);
        Assert.Equal("Instruct Instruct Dpo Dpo Grpo Grpo", Types(Compose(Old, boss)));
        Assert.Equal("Instruct Instruct Instruct Dpo Grpo Chat", Types(Compose(New, boss)));
        Assert.Equal("Image Image Image Image Image Image", Types(Compose(Old, boss, TournamentType.Image)));
        Assert.Equal("Image Image Image Image Image Image", Types(Compose(New, boss, TournamentType.Image)));
    }

    [Fact]
    public void the_chat_task_of_a_final_goes_on_from_an_earlier_fine_tune_and_its_own_model()
    {
        var chat = Compose(New, Round(RoundKind.Boss, 4, slots: 1, members: 2))[^1];
        Assert.Equal(("law", "harbour/gull-7b", "4xH100", 2.5),
            (chat.Dataset.Name, chat.Model.Name, chat.Gpu, chat.Hours));
    }

    [Fact]
    public void environments_have_one_task_a_group_and_a_final_that_can_be_won()
    {
        CatalogueDataset Played(int number, string environment) => new($"{environment}-{number}", "x",
            Sha(300 + number), TaskType.EnvironmentTask, 1000, null, "{}", null, null, null)
        {
            Environments = [new(EnvironmentKind.Score, environment, null)],
        };
        var catalogue = Everything with
        {
            Datasets = [Played(1, "chess"), Played(2, "swe_infinite"), Played(3, "othello")],
        };
        var groups = Compose(
            New, Round(RoundKind.Group, 1, slots: 2, members: 4), TournamentType.Environment, catalogue);
        Assert.Equal("Environment Environment", Types(groups));
        for (var seed = 1; seed <= 5; seed++)
        {
            var final = Assert.Single(Compose(
                New, Round(RoundKind.Boss, 3, 1, 2, seed), TournamentType.Environment, catalogue));
            Assert.Equal(("swe_infinite-2", 2.5), (final.Dataset.Name, final.Hours));
        }
    }

    [Fact]
    public void pairs_draw_their_types_by_the_odds()
    {
        var types = Enumerable.Range(0, 400)
            .SelectMany(seed => Compose(Old, Round(RoundKind.Knockout, 2, slots: 7, members: 2, seed)))
            .CountBy(task => task.Type).ToDictionary(pair => pair.Key, pair => pair.Value);
        // 2800 tasks; four standard deviations are 106.
        Assert.InRange(types[TaskType.InstructTextTask], (2800 * 40 / 85) - 106, (2800 * 40 / 85) + 106);
        Assert.InRange(types[TaskType.DpoTask], (2800 * 15 / 85) - 106, (2800 * 15 / 85) + 106);
        Assert.InRange(types[TaskType.GrpoTask], (2800 * 30 / 85) - 106, (2800 * 30 / 85) + 106);
        Assert.Equal(3, types.Count);
    }

    [Fact]
    public void the_same_facts_give_the_same_tasks_and_each_fact_matters()
    {
        var round = Round(RoundKind.Knockout, 2, slots: 4, members: 2);
        string Said(ImmutableArray<ComposedTask> tasks) => string.Join('\n', tasks.Select(
            task => $"{task.Id} {task.Type} {task.Dataset.Name} {task.Model.Name} {task.SplitSeed} "
                + string.Join(' ', task.Entrants)));
        var said = Said(Compose(Old, round));
        Assert.Equal(said, Said(Compose(Old, round)));
        Assert.NotEqual(said, Said(Compose(Old, Round(RoundKind.Knockout, 2, slots: 4, members: 2, seed: 2))));
        Assert.NotEqual(said, Said(Compose(Old, Round(RoundKind.Knockout, 3, slots: 4, members: 2))));
        Assert.NotEqual(said, Said(Compose(Old, round, TournamentType.Text, Everything with { Digest = Sha(9) })));
        Assert.NotEqual(said,
            Said(TaskComposition.Of(Old, TournamentType.Text, "autumn", round, Everything)));
    }

    /// <summary>Pinned, from a program of twenty lines after docs/catalogue.md: what was once recorded must be composed
    /// again for ever.</summary>
    [Fact]
    public void a_composition_never_changes()
    {
        var tasks = Compose(Old, Round(RoundKind.Knockout, 2, slots: 2, members: 2));
        Assert.Equal(Pinned, tasks.Select(task => $"{task.Id} {task.Type} {task.Dataset.Name} {task.Model.Name} "
            + $"{task.SplitSeed[..16]} {task.Gpu} {task.Hours:R} {string.Join(' ', task.Entrants)}"));
    }

    static readonly string[] Pinned =
    [
        "d81ceb8e-3538-870f-8ef3-0875e19818ee InstructTextTask InstructTextTask-0 demo/wren 0ec0faaf273dc0fe  0.5 "
            + "hotkey-0-0 hotkey-0-1",
        "1efcd049-2560-8d44-8c5a-8be7ee1c3acb GrpoTask GrpoTask-1 harbour/gull-7b 86cf1bf0edfe60f8 4xH100 2.5 "
            + "hotkey-1-0 hotkey-1-1",
    ];

    [Fact]
    public void ids_have_the_form_of_uuids_and_never_repeat()
    {
        var ids = Enumerable.Range(0, 100)
            .SelectMany(seed => Compose(Old, Round(RoundKind.Boss, 4, slots: 1, members: 2, seed)))
            .Select(task => task.Id).ToArray();
        Assert.Equal(600, ids.Distinct().Count());
        Assert.All(ids, id => Assert.Equal((8, id), (Guid.Parse(id).Version, Guid.Parse(id).ToString())));
    }

    [Fact]
    public void size_decides_gpus_and_hours()
    {
        ComposedTask With(CatalogueModel model, long? tokens, int? rows = null) => Compose(Old, Round(RoundKind.Group, 1, 1, 20),
            TournamentType.Text, Everything with
            {
                Models = [model],
                Datasets = [Everything.Datasets[0] with { Tokens = tokens, Rows = rows ?? Everything.Datasets[0].Rows }],
            })[0];
        Assert.Equal(("1xH100", 0.75), Size(With(Everything.Models[0], null)));
        Assert.Equal(("2xH100", 1.0), Size(With(Everything.Models[1], null)));
        Assert.Equal(("2xH100", 5.0), Size(With(Everything.Models[1], 100_000_000)));
        Assert.Equal((null, 0.5), Size(With(Everything.Models[2], null)));
        // Few words in many rows: a row counts as 64 tokens at least.
        Assert.Equal(With(Everything.Models[1], 64_000_000, 1_000_000).Hours,
            With(Everything.Models[1], 1, 1_000_000).Hours);
        Assert.True(With(Everything.Models[1], 1, 1_000_000).Hours > 1.0);

        static (string?, double) Size(ComposedTask task) => (task.Gpu, task.Hours);
    }

    [Fact]
    public void a_stand_in_counts_on_and_takes_data_that_the_round_has_not_seen()
    {
        var round = Round(RoundKind.Boss, 4, slots: 1, members: 2);
        var posed = Compose(Old, round).Select(task => new PosedTask(
            task.Posed(Sha(7)), [], IsReplaced: task.Number == 2, false, null, 0)).ToImmutableArray();
        var running = new Round(4, RoundKind.Boss, round.Assignments, posed);
        var standIn = TaskComposition.StandIn(
            Old, TournamentType.Text, "spring", round, Everything, running, posed[2]);
        Assert.Equal((6, TaskType.DpoTask, posed[2].Id), (standIn.Number, standIn.Type, standIn.Replaces));
        Assert.DoesNotContain(standIn.Dataset.Digest, posed.Select(task => task.Posed.DatasetDigest));
    }

    [Theory]
    [InlineData(Old, TournamentType.Text)]
    [InlineData(New, TournamentType.Text)]
    [InlineData(Old, TournamentType.Image)]
    public void whatever_was_posed_is_found_again_stand_ins_too(string rulebook, TournamentType type)
    {
        var round = Round(RoundKind.Boss, 4, slots: 1, members: 2);
        var composed = Compose(rulebook, round, type);
        var posed = composed.Select(task => new PosedTask(
            task.Posed(Sha(7)), [], IsReplaced: task.Number == 0, false, null, 0)).ToImmutableArray();
        var standIn = TaskComposition.StandIn(rulebook, type, "spring", round, Everything,
            new Round(4, RoundKind.Boss, round.Assignments, posed), posed[0]);
        foreach (var task in composed.Add(standIn))
        {
            var again = TaskComposition.Again("spring", round, Everything, task.Posed(Sha(7)));
            Assert.Equal(task with { Entrants = [] }, again with { Entrants = [] });
            Assert.Equal(task.Entrants, again.Entrants);
        }
        Assert.Throws<CatalogueException>(
            () => TaskComposition.Again("autumn", round, Everything, standIn.Posed(Sha(7))));
        Assert.Throws<CatalogueException>(() => TaskComposition.Again(
            "spring", round, Everything with { Digest = Sha(9) }, standIn.Posed(Sha(7))));
    }

    [Fact]
    public void what_is_missing_is_named()
    {
        var boss = Round(RoundKind.Boss, 4, slots: 1, members: 2);
        var without = Everything with
        {
            Datasets = [.. Everything.Datasets.Where(dataset => dataset.Type != TaskType.GrpoTask)],
        };
        Assert.Contains("GrpoTask", Fault(() => Compose(Old, boss, TournamentType.Text, without)));
        Assert.Contains("seed", Fault(() => Compose(Old, boss with { Seed = null })));
        Assert.Contains("environment", Fault(() => Compose(New, boss, TournamentType.Environment)),
            StringComparison.OrdinalIgnoreCase);

        static string Fault(Func<ImmutableArray<ComposedTask>> compose) =>
            Assert.Throws<CatalogueException>(() => { _ = compose(); }).Message;
    }
}
