using Gradients.Ledger;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Tests.Meter;
using Gradients.Runners.Tests.Meter.Measuring;

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
        Said("only 'native' can be repeated", Again(ledger, "alice"));
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

    double Taken() => _taken ??= Running.Gradients(
        ["measure", "--task-type", "Instruct", "--json", "--output", _folder.FullName, .. Usual()])
        .Ended(0).Json.GetProperty("loss").GetDouble();

    double? _taken;

    LossMeasured Loss(Hotkey hotkey, double loss) => new(null, hotkey, true, loss, "native", null, "t");

    string Ledger(params TournamentEvent[] measured)
    {
        var writer = new CanonicalWriter();
        TournamentEvent[] all = [new TaskPosed(null, [Alice, Bob], null, null, null, null, null, 0, "t",
            TaskType.InstructTextTask), .. measured];
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
