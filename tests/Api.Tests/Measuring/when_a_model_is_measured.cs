using Gradients.Runners.Tests.Meter.Measuring;

namespace Gradients.Api.Tests.Measuring;

public sealed class when_a_model_is_measured(TrainedModels models) : IClassFixture<TrainedModels>, IDisposable
{
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ga-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void the_loss_its_file_and_its_digests_are_printed()
    {
        var ran = Measure("long", "--base", models.Of("base")).Ended(0);

        Assert.Matches(@"^instruct-ce@1  \d\.\d+  \(bits [0-9a-f]{16}\)\n", ran.Output);
        Assert.Contains("24 with", ran.Output, StringComparison.Ordinal);
        Assert.Contains("tokens/s on", ran.Output, StringComparison.Ordinal);
        Assert.Empty(ran.Errors);
        var file = Assert.Single(_folder.EnumerateFiles());
        Assert.Contains(file.FullName, ran.Output, StringComparison.Ordinal);
        Assert.Equal(file.Name[..64], Convert.ToHexStringLower(
            System.Security.Cryptography.SHA256.HashData(File.ReadAllBytes(file.FullName))));
    }

    [Fact]
    public void the_document_holds_every_example()
    {
        var json = Measure("long", "--json").Ended(0).Json;

        Assert.Equal("instruct-ce@1", json.GetProperty("metric").GetString());
        Assert.Equal(json.GetProperty("examples").GetInt32(), json.GetProperty("per_example").GetArrayLength());
        Assert.Equal(json.GetProperty("tokens").GetInt32(),
            json.GetProperty("per_example").EnumerateArray().Sum(e => e.GetProperty("tokens").GetInt32()));
        Assert.Equal(0, json.GetProperty("dropped").GetInt32());
        foreach (var digest in new[] { "dataset", "weights", "tokenizer", "per_example" })
            Assert.Matches("^sha256:[0-9a-f]{64}$", json.GetProperty(digest + "_digest").GetString());
        Assert.Equal(BitConverter.DoubleToUInt64Bits(json.GetProperty("loss").GetDouble()).ToString("x16", null),
            json.GetProperty("loss_bits").GetString());
    }

    [Theory]
    [InlineData("DOTNET_EnableAVX512F=0"), InlineData("DOTNET_EnableAVX512=0"), InlineData("DOTNET_EnableAVX2=0")]
    [InlineData("DOTNET_EnableHWIntrinsic=0"), InlineData("DOTNET_TieredCompilation=0")]
    [InlineData("DOTNET_TieredPGO=0")]
    public void no_processor_feature_thread_or_batch_changes_a_byte(string switched)
    {
        var expected = Measure("long", "--json", "--base", models.Of("base")).Ended(0).Output;

        var environment = switched.Split('=') is [var name, var value] ? (name, value)
            : throw new ArgumentException(switched);
        foreach (var threads in new[] { "1", "2" })
            Assert.Equal(expected, Running.Gradients([environment], Arguments("long",
                ["--json", "--base", models.Of("base"), "--threads", threads, "--batch-tokens", "100"]))
                .Ended(0).Output);
    }

    [Fact]
    public void two_models_are_compared_example_by_example()
    {
        var shorter = Path.Combine(_folder.FullName, "short.json");
        File.WriteAllText(shorter, Measure("short", "--json").Ended(0).Output);
        var ran = Measure("long", "--against", shorter).Ended(0);
        var json = Measure("long", "--against", shorter, "--json").Ended(0).Json.GetProperty("against");

        var (lower, higher) = (json.GetProperty("lower").GetInt32(), json.GetProperty("higher").GetInt32());
        Assert.Equal(24, lower + higher + json.GetProperty("equal").GetInt32());
        Assert.True(lower > higher);
        Assert.Contains($"lower on {lower}, higher on {higher}", ran.Output, StringComparison.Ordinal);
        var first = json.GetProperty("extremes")[0];
        Assert.True(first.GetProperty("loss").GetDouble() < first.GetProperty("other").GetDouble());
        Measure("long", "--against", models.Of("rows.json")).Ended(2);
    }

    [Fact]
    public void what_is_no_finetune_has_no_score_and_says_why()
    {
        var ran = Measure("other", "--base", models.Of("base")).Ended(1);
        Assert.Contains("NO SCORE: not a fine-tune of the base: intermediate_size: 96", ran.Output,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--model", "/nowhere", "is no folder")]
    [InlineData("--dataset", "/nowhere.json", "is missing")]
    [InlineData("--task-type", "Poetry", "is none of")]
    [InlineData("--task-type", "ImageTask", "measured by its container")]
    [InlineData("--task-type", "DpoTask", "names no prompt field")]
    [InlineData("--dataset-type", "{", "dataset type: cannot be read")]
    [InlineData("--dataset-type", """{"field_instruction":"q","field_output":"output"}""",
        "there are instruction, input, output")]
    [InlineData("--dataset-type", "", "is empty")]
    [InlineData("--dataset", "", "is missing"), InlineData("--model", "", "is no folder")]
    [InlineData("--threads", "0", "has to be at least 1")]
    [InlineData("--batch-tokens", "0", "has to be at least 1")]
    [InlineData("--max-examples", "0", "has to be at least 1")]
    public void what_cannot_be_measured_exits_2_with_one_line(string option, string value, string why)
    {
        var ran = Running.Gradients(Arguments("long", ["--base", models.Of("base"), option, value], without: option))
            .Ended(2);
        Assert.Contains(why, Assert.Single(ran.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries)),
            StringComparison.Ordinal);
    }

    Ran Measure(string model, params string[] more) => Running.Gradients(Arguments(model, more));

    string[] Arguments(string model, string[] more, string? without = null)
    {
        (string, string)[] usual = [("--model", models.Of(model)), ("--dataset", models.Of("rows.json")),
            ("--task-type", "InstructTextTask"), ("--dataset-type", TrainedModels.InstructType),
            ("--output", _folder.FullName)];
        return ["measure", .. usual.Where(o => o.Item1 != without).SelectMany(o => new[] { o.Item1, o.Item2 }),
            .. more];
    }
}
