using System.Collections.Immutable;
using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Hashing;
using Gradients.Ledger.Metagraphs;
using Gradients.Ledger.Pool;
using Gradients.Ledger.Weights;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>Two or three events of each type as a ledger would hold them, whose bytes are approved for ever.</summary>
public static class Examples
{
    const string Digest = "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    public static ImmutableArray<LedgerEvent> All { get; } =
        [.. Opening, .. Drawing, .. Tasks, .. RunEvents, .. Closing, .. Others, .. Evidence, .. Early];

    static LedgerEvent[] Opening =>
    [
        new TournamentAnnounced(
            Completion.Operator, null, 200_000_000, Origin.Recorded, "2025.12", 0, TournamentType.Text),
        new TournamentAnnounced(
            Completion.Automatic, Alice, 150_000_000, Origin.Imported, "2025.12", 3, TournamentType.Image),
        new EntrySubmitted(Dave.Text, Commit, Bob, Repository),
        new EntrySubmitted(null, null, Bob, null),
        new EntryFeePaid(200_000_000, Bob, "0x4a"),
        new EntryFeePaid((1L << 53) + 1, Bob, null),
        new EntryAccepted(Bob),
        new EntryAccepted(Placeholder),
        new EntryRefused("LICENSE \u00a7 1", Bob, "no_licence"),
        new EntryRefused(null, Bob, "obfuscated_code"),
        new FieldClosed([Alice, Bob, Charlie]),
        new FieldClosed([]),
    ];

    static LedgerEvent[] Drawing =>
    [
        new DrawSeedCommitted(Hex.Sha256(Convert.FromHexString(seed(1))), 1),
        new DrawSeedCommitted(Hex.Sha256(Convert.FromHexString(seed(2))), 2),
        new DrawBlockNamed(5_123_456, 2),
        new DrawBlockNamed(1, 1),
        new NodeGone(Charlie),
        new NodeGone(new("miner-7")),
        new RoundDrawn(
            [[Alice, Bob], [Charlie, Placeholder]], RoundKind.Knockout, 1, new(SeedSource.Committed, seed(1))),
        new RoundDrawn([[Alice, Bob, Charlie]], RoundKind.Group, 2, new(SeedSource.Block, seed(2))),
        new RoundDrawn([[Alice, Placeholder]], RoundKind.Boss, 3, null),
    ];

    static LedgerEvent[] Tasks =>
    [
        new TaskPosed(Digest, [Bob, Alice], "2xH100", Digest, 4.5, "org/model-7b", "t0", 1, "t1", TaskType.DpoTask),
        new TaskPosed(null, [Alice], null, null, null, null, null, 0, "t2", TaskType.ImageTask),
        new TaskReplaced("dataset is empty", "t1"),
        new TaskReplaced("", "t2"),
        new FailuresApproved("operator", "t1"),
        new FailuresApproved(null, "t2"),
        new TaskDecided(
            Placeholder,
            [
                new(0.5, Alice, "Ranked 1st by test_loss", 3),
                new(double.PositiveInfinity, Bob, "Ranked below top 1 by test_loss", 0),
                new(null, Charlie, null, -1),
            ], "t1", Alice),
        new TaskDecided(null, [], "t2", null),
    ];

    static LedgerEvent[] RunEvents =>
    [
        new RunScheduled(1, Bob, "t1"),
        new RunScheduled(2, Bob, "t1"),
        new RunStarted(1, Bob, Digest, "strict", "t1"),
        new RunStarted(2, Bob, Digest, "gpu", "t1"),
        new RunFinished(1, 0, Bob, Digest, "t1", new(12_345.25, 8_589_934_592, 14_400)),
        new RunFinished(2, -9, Bob, null, "t1", null),
        new RunFailed(1, Bob, "out_of_memory", "t1"),
        new RunFailed(2, Bob, "no free GPU", "t1"),
        new TrainingEnded(Bob, TrainingStatus.Success, "t1"),
        new TrainingEnded(Bob, TrainingStatus.Pending, "t2"),
        new LossMeasured(Digest, Bob, true, 0.30000000000000004, "native", null, "t1"),
        new LossMeasured(null, Bob, false, double.NaN, null, "Private repository", "t2"),
        new LossMeasured(null, Bob, true, -0.0, null, null, "t3"),
        new MeasurementFailed(Bob, "evaluator_crashed", "t1"),
        new MeasurementFailed(Bob, "", "t2"),
        new DuplicateFound(Bob, Alice, "t1"),
        new DuplicateFound(Alice, Bob, "t2"),
    ];

    static LedgerEvent[] Closing =>
    [
        new RoundClosed([Alice], [Bob, Charlie, Placeholder], 1),
        new RoundClosed([], [], 2),
        new ChampionDefended(Alice, 0.08000000000000002, 3, Placeholder),
        new ChampionDefended(Placeholder, 0.125, 1, Placeholder),
        new ChampionDethroned(Bob, Alice, 0.1),
        new ChampionDethroned(Bob, Placeholder, 0.03),
        new TournamentCompleted(Completion.Operator, Alice, Placeholder),
        new TournamentCompleted(Completion.Automatic, Bob, Bob),
        new TournamentCancelled("chain halted"),
        new TournamentCancelled("\"quoted\" \\ \u20ac \U0001F600\n"),
        new WinnerArchived(Commit, Digest, Bob, Repository),
        new WinnerArchived(Commit, null, Bob, Repository),
    ];

    static LedgerEvent[] Evidence =>
    [
        new NodesAssigned(2, "t1"),
        new NodesAssigned(0, "t2"),
        new FineTuneContinued("continuous-sft:law:3", "t1"),
        new FineTuneContinued("plain", "t2"),
        new ExampleLossesMeasured(Digest, 0, Bob, [0.5, -0.0, double.NaN, double.PositiveInfinity, 0.1], "t1"),
        new ExampleLossesMeasured(null, 5, Bob, [], "t1"),
        new BossTaskJudged(new(3, 12, 16, 0.0625, 0.05, 0.0125, 0.8, 0.625), Bob, JudgedBy.Paired, "t1"),
        new BossTaskJudged(null, Placeholder, JudgedBy.ScalarGuard, "t2"),
        new EnvironmentsNamed(
            [new(EnvironmentKind.Games, "chess", null), new(EnvironmentKind.Score, "swe_infinite", 2)], "t1"),
        new EnvironmentsNamed([], "t2"),
        new GamesPlayed(2, "chess", Alice, 3, Bob, 1, "t1"),
        new GamesPlayed(0, "", Bob, 0, Alice, 0, "t2"),
        new EnvironmentScored("swe_infinite", Bob, 0.25, "t1"),
        new EnvironmentScored("swe_infinite", Alice, -1, "t1"),
        new RewardsMeasured(0.125, Bob, [new("format", 0.5, 0.25), new("length", 2, null)], 1.5, "t1"),
        new RewardsMeasured(null, Alice, [], null, "t1"),
        new TaskScored([new("chess", [new(Alice, 0.75), new(Bob, 0)])], [new(Alice, 1), new(Bob, 0)], "t1"),
        new TaskScored([], [], "t2"),
        new PlacesAwarded([new(Bob, 1), new(Placeholder, 2)]),
        new PlacesAwarded([]),
        new NodeWeightsDerived(
            null, 3, [new(0, 0.5), new(7, 0.1)], RowOutcome.Row, [Bob], [new(0.25, "words")], "2026.10",
            [new(0.25, "text", 0.4, "words"), new(null, "image", 0.3, null)], 0.6, [0, 7], 0.5, [65_535, 13_107]),
        new NodeWeightsDerived(
            "ValueError", 2, [new(0, -5.551115123125783e-17)], RowOutcome.NegativeBurnNode, [], [], "2026.10", [],
            -5.551115123125783e-17, [], -5.551115123125783e-17, []),
    ];

    static LedgerEvent[] Early =>
    [
        new EntryStaked(2, Bob, 3620.362584540316),
        new EntryStaked(0, Alice, 0),
        new StakesObserved([new(Bob, 3500), new(Alice, 0.5)]),
        new StakesObserved([]),
        new SyntheticLossMeasured(Bob, 0.75, "t1"),
        new SyntheticLossMeasured(Alice, double.NaN, "t1"),
        new TaskCopied("pool-1", "t1"),
        new TaskCopied("pool-2", "t2"),
        new PoolTaskPosed(
            1_751_371_200_000_000, Digest, "sha256:held-out", 4, true, "org/model-7b", 7_241_732_096, "pool-1",
            TaskType.DpoTask),
        new PoolTaskPosed(0, null, null, 0.5, false, "org/model", null, "pool-2", TaskType.ImageTask),
        new PoolResultMeasured(true, Bob, true, 0.5, Digest, "Duplicated submission", 0.75, "pool-1", 1_751_374_800_000_000),
        new PoolResultMeasured(false, Alice, false, double.NaN, null, null, null, "pool-1", null),
        new PoolTaskScored(
            [new(0.75, Bob, "Ranked 1st by DPO loss (max test, synth + train)", 3), new(null, Alice, null, -1)], "pool-1"),
        new PoolTaskScored([], "pool-2"),
        new PoolTaskFailed("dataset_broken", "pool-1"),
        new PoolTaskFailed("", "pool-2"),
        new PoolTaskImported(
            1_751_371_200_000_000, 8, true, "org/8x7b", 46_702_792_704,
            [new(Bob, 0.5, 3, 0.75), new(Alice, null, null, null)], true, "pool-3", TaskType.InstructTextTask),
        new PoolTaskImported(0, 1, false, null, null, [], false, "pool-4", TaskType.GrpoTask),
        new PoolRead(1_751_976_000_000_000),
        new PoolRead(0),
    ];

    static LedgerEvent[] Others =>
    [
        new RulebookAdopted([new("marginBase", 0.1), new("finalTasks", 6)], "2025.12"),
        new RulebookAdopted([], "2025.12"),
        new MetagraphObserved(5_123_456, new string('a', 64), [Placeholder, Alice]),
        new MetagraphObserved(null, null, [new("miner-7")]),
        new WeightsDerived(
            new(0.35, 0.25, 0.2, 0.3, 0.5, 0.25, 0.35), null, "images", 3,
            [new(0, 0.5), new(7, 0.1)], [Bob, Placeholder], [new(0.25, "words")], 0.6, "words", [0, 7],
            0.15, [65_535, 13_107]),
        new WeightsDerived(
            new(0.75, 0.75, null, 0.1, 0.75, null, 0.15), "ValueError", null, 2, [], [], [], 0, null, [], 0.25, []),
        new NeuronsObserved(5_123_456, new string('a', 64), [0, 65_535], [5_123_000, 0], [1], [0, 12_345_678_901]),
        new NeuronsObserved(1, new string('b', 64), [0], [0], [], [(1L << 53) + 1]),
        new WeightsSubmitted("set_weights", 12, 14_000, 5_123_456, new string('a', 64), 8, 7, [], Alice, 0),
        new WeightsSubmitted(
            "commit_weights", 12, 14_001, 5_123_999, new string('b', 64), 16, 8, [1, 65_535], Alice, 2_001),
        new WeightsIncluded(5_123_459, new string('c', 64), null, 4, 13),
        new WeightsIncluded(5_123_459, new string('c', 64), "SubtensorModule.SettingWeightsTooFast", 1, 13),
        new WeightsExpired(5_123_464, new string('d', 64), 13),
        new WeightsExpired(9, new string('e', 64), 2),
        new WeightsObservedOnChain(5_123_459, new string('c', 64), 1, [0, 7], Alice, [65_535, 13_107]),
        new WeightsObservedOnChain(5_123_459, new string('c', 64), 0, [], Alice, []),
        new WeightsDiverged(12, [new(13_107, 13_108, 7)], 15),
        new WeightsDiverged(12, [new(0, 65_535, 3), new(65_535, 0, 4)], 15),
        new WeightsAlarmRaised("weights_not_set", 5_123_500, new string('f', 64), "weights were never set", Alice),
        new WeightsAlarmRaised("copied", 0, new string('0', 64), "uid 7 stores the same \"row\"", Bob),
        new BenchmarkMeasured(
            Digest, Digest, BenchmarkKind.Rag, BenchmarkMeasure.Loss, "example/base-7b", Digest, "gradients", 0.875),
        new BenchmarkMeasured(
            Digest, Digest, BenchmarkKind.Diffusion, BenchmarkMeasure.Score, "example/paint", null, "other", double.NaN),
    ];
}
