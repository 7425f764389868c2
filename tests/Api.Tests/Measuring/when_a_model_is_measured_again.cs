using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Tests.Meter.Measuring;
using Gradients.Testing;

namespace Gradients.Api.Tests.Measuring;

public sealed class when_a_model_is_measured_again(TrainedModels models) : IClassFixture<TrainedModels>, IDisposable
{
    static readonly Hotkey Alice = new("alice"), Bob = new("bob");

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ga-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void the_same_bits_are_equal()
    {
        var ran = Again(Ledger(Loss(Alice, Taken())), "alice", "--threads", "1").Ended(0);
        Assert.Equal(2, ran.Output.Split($"(bits {BitConverter.DoubleToUInt64Bits(Taken()):x16})").Length - 1);
        Assert.EndsWith("EQUAL.\n", ran.Output, StringComparison.Ordinal);
        Assert.Equal("equal", Again(Ledger(Loss(Alice, Taken())), "alice", "--json").Ended(0)
            .Json.GetProperty("verdict").GetString());
    }

    [Fact]
    public void one_bit_makes_a_difference_and_both_values_are_shown()
    {
        var ran = Again(Ledger(Loss(Alice, Math.BitIncrement(Taken()))), "alice").Ended(1);
        Assert.Contains($"{Taken():R}", ran.Output, StringComparison.Ordinal);
        Assert.Contains($"{Math.BitIncrement(Taken()):R}", ran.Output, StringComparison.Ordinal);
        Assert.EndsWith("DIFFERENT.\n", ran.Output, StringComparison.Ordinal);
        Again(Ledger(Loss(Alice, Taken()) with { IsFinetune = false }), "alice").Ended(1);
        Again(Ledger(new MeasurementFailed(Alice, "model_unreadable", "t")), "alice").Ended(1);
    }

    [Fact]
    public void what_cannot_be_compared_exits_2()
    {
        var ledger = Ledger(Loss(Alice, 1) with { Method = "container" },
            Loss(Bob, 1) with { HeldOutDigest = "sha256:00" });
        Said("a model alone repeats only 'native': --results", Again(ledger, "alice"));
        Said("--model is needed", Running.Gradients("remeasure", "t", "bob", "--ledger", ledger));
        Said("the loss was taken on sha256:00", Again(ledger, "bob"));
        Said("no measurement of carol on task 't'", Again(ledger, "carol"));
        Said("has no task 'u'", Running.Gradients(["remeasure", "u", "bob", "--ledger", ledger, .. Usual()]));
        Said("line 1", Again(models.Of("rows.json"), "bob"));
    }

    [Fact]
    public void the_database_is_asked_where_no_export_is_named()
    {
        using var home = new LedgerHome();
        home.Gradients("record", Path.Combine(IndependentTools.Folder, "..", "..", "docs", "examples", "spring.ndjson"),
            "--json");
        Said("the loss was taken on sha256:76fa5366edda", home.Gradients(
            ["remeasure", "spring-1-0", "5CGYyLcrWUfBDKExbvRjDQinEoCZWQmD6SjaXBLhny6A2wjE", .. Usual()]));
    }

    [Fact]
    public void a_grpo_score_is_made_again_from_the_rewards_of_the_whole_pool()
    {
        var file = Results("""
            {"a":{"is_finetune":true,"final_raw_rewards":{"f":0.375},"weights":{"f":1},"kl_divergence":0.25},
             "b":{"is_finetune":true,"final_raw_rewards":{"f":0.75},"weights":{"f":1},"kl_divergence":0.5}}
            """);
        // Rewards are divided by the largest of the pool, and half of the divergence goes off.
        var ledger = Ledger(TaskType.GrpoTask,
            Loss(Alice, 0.375) with { Method = "container" }, Loss(Bob, 0.75 + 1e-9) with { Method = "container" });
        Said("--results makes it again", Again(ledger, "alice"));
        var (equal, other) = (FromResults(ledger, "alice", file, "a"), FromResults(ledger, "bob", file, "b"));
        Assert.EndsWith("EQUAL.\n", equal.Ended(0).Output, StringComparison.Ordinal);
        Assert.Contains("re-measured  0.75 (bits 3fe8000000000000)  from ", other.Ended(1).Output);
        Assert.Equal("different", FromResults(ledger, "bob", file, "b", "--json").Ended(1).Json
            .GetProperty("verdict").GetString());
    }

    [Fact]
    public void a_containers_loss_is_made_again_and_other_files_are_refused()
    {
        var ledger = Ledger(TaskType.ImageTask, Loss(Alice, 0.5) with { Method = "container" }, Loss(Bob, 1));
        var lists = "{\"is_finetune\":true,\"text_guided_losses\":[0.5,0.5],\"no_text_losses\":[0.5]}";
        FromResults(ledger, "alice", Results($"{{\"a\":{lists}}}"), "a").Ended(0);
        // The conductor's own name for a model needs not be said.
        var conducted = Results($"{{\"{Gradients.Runners.Conductor.Keys.Model(Alice)}\":{lists}}}");
        Running.Gradients("remeasure", "t", "alice", "--ledger", ledger, "--results", conducted).Ended(0);
        Said("says nothing of 'x': --result-name has to be one of 'a'",
            FromResults(ledger, "alice", Results($"{{\"a\":{lists}}}"), "x"));
        Said("not by a container: give --model", FromResults(ledger, "bob", conducted, "a"));
        Said("cannot be read", FromResults(ledger, "alice", Results("{"), "a"));
    }

    string Results(string json)
    {
        var path = Path.Combine(_folder.FullName, "results.json");
        File.WriteAllText(path, json);
        return path;
    }

    static Ran FromResults(string ledger, string hotkey, string file, string name, params string[] more) =>
        Running.Gradients(
            ["remeasure", "t", hotkey, "--ledger", ledger, "--results", file, "--result-name", name, .. more]);

    double Taken() => _taken ??= Running.Gradients(
        ["measure", "--task-type", "Instruct", "--json", "--output", _folder.FullName, .. Usual()])
        .Ended(0).Json.GetProperty("loss").GetDouble();

    double? _taken;

    LossMeasured Loss(Hotkey hotkey, double loss) => new(null, hotkey, true, loss, "native", null, "t");

    string Ledger(params TournamentEvent[] measured) => Ledger(TaskType.InstructTextTask, measured);

    string Ledger(TaskType type, params TournamentEvent[] measured)
    {
        var writer = new CanonicalWriter();
        TournamentEvent[] all = [new TaskPosed(null, [Alice, Bob], null, null, null, null, null, 0, "t", type),
            .. measured];
        for (var i = 0; i < all.Length; i++)
        {
            Envelope.Write(writer, new Recorded(i + 1, "tournament/winter", i + 1, 0, $"c{i}", all[i]));
            writer.Raw((byte)'\n');
        }
        var path = Path.Combine(_folder.FullName, "ledger.ndjson");
        File.WriteAllBytes(path, writer.Written.ToArray());
        return path;
    }

    Ran Again(string ledger, string hotkey, params string[] more) =>
        Running.Gradients(["remeasure", "t", hotkey, "--ledger", ledger, .. Usual(), .. more]);

    string[] Usual() => ["--model", models.Of("long"), "--base", models.Of("base"), "--dataset", models.Of("rows.json"),
        "--dataset-type", TrainedModels.InstructType];

    static void Said(string why, Ran ran) => Assert.Contains(why, ran.Ended(2).Errors, StringComparison.Ordinal);
}
