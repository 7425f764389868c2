using System.Globalization;
using System.Text;
using System.Text.Json;
using Gradients.Ledger;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;
using Gradients.Runners.Meter.Models;
using Gradients.Runners.Meter.Tokens;
using Gradients.Runners.Meter.Weights;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Measuring;

public sealed class when_a_trained_model_is_measured(TrainedModels models) : IClassFixture<TrainedModels>
{
    [Fact]
    public void every_metric_agrees_with_an_independent_float64_one()
    {
        using var json = JsonDocument.Parse(IndependentTools.Run(IndependentTools.Python,
            Path.Combine(IndependentTools.Folder, "metrics.py"), models.Of("long"), models.Of("base"),
            models.Of("rows.json"), models.Of("pairs.json"), models.Of("chats.json")));
        double[] Expected(string name) => json.RootElement.GetProperty(name) is { ValueKind: JsonValueKind.Number } one
            ? [one.GetDouble()] : json.RootElement.GetProperty(name).Deserialize<double[]>()!;
        Near(Expected("instruct"), [Instruct("long").Score.Value]);
        Near(Expected("rows"), [.. Instruct("long").Score.PerExample.Select(e => e.Loss)]);
        Near(Expected("dpo"), [Dpo("long").Score.Value]);
        Near(Expected("pairs"), [.. Dpo("long").Score.PerExample.Select(e => e.Loss)]);
        Near(Expected("chat"), [Chat("long").Score.Value]);
        Near(Expected("kl"), [Divergence().Value]);
    }

    Score Divergence()
    {
        using LanguageModel from = Open("base"), to = Open("long");
        var examples = new ExampleMaker(Tokenizer.Read(models.Of("long")), 256).Instruct(
            Dataset.Read(models.Of("rows.json")),
                InstructFormat.From(ModelJson.Parse("type", TrainedModels.InstructType)));
        return Score.MeanDivergence(examples, new TokenScores(Workers.All).Divergences(from, to, examples));
    }

    [Fact]
    public void the_trainers_gradients_agree_with_differences() => Assert.InRange(
        double.Parse(IndependentTools.Run(IndependentTools.Python,
            Path.Combine(IndependentTools.Folder, "trainer_gradients.py"), TrainedModels.Trainer),
                CultureInfo.InvariantCulture),
        0, 1e-7);

    [Fact]
    public void more_training_gives_a_lower_loss()
    {
        var (shorter, longer) = (Instruct("short"), Instruct("long"));
        Assert.True(longer.Score.Value < shorter.Score.Value);
        Assert.True(longer.IsFinetune && longer.Untouched == false && longer.Reason is null);
        Assert.Equal(24, longer.Score.PerExample.Count);
        Assert.Equal(longer.Score.Tokens, longer.Score.PerExample.Sum(e => e.Tokens));
    }

    [Fact]
    public void batch_size_and_threads_change_no_byte()
    {
        var one = MeasurementJson.Bytes(Instruct("long", threads: 1, batch: 1));
        Assert.Equal(one, MeasurementJson.Bytes(Instruct("long", threads: 2, batch: 100_000)));
        Assert.Equal(MeasurementJson.Bytes(Dpo("long")), MeasurementJson.Bytes(Dpo("long", threads: 1, batch: 64)));
    }

    [Fact]
    public void losses_of_examples_are_events_whose_fingerprint_is_the_examples_and_not_the_models()
    {
        var (longer, shorter) = (Instruct("long"), Instruct("short"));
        var losses = Assert.Single(ExampleLossEvents.Of(longer, "t", new("h")));
        Assert.Equal((0, new Hotkey("h"), "t"), (losses.First, losses.Hotkey, losses.Task));
        Assert.Equal(longer.Score.PerExample.Select(example => example.Loss), losses.Losses);
        Assert.Equal(ExampleLossEvents.Fingerprint(shorter), losses.Fingerprint);
        Assert.NotEqual(ExampleLossEvents.Fingerprint(longer), ExampleLossEvents.Fingerprint(Chat("long")));
        Assert.NotEqual(losses.Fingerprint, ExampleLossEvents.Fingerprint(longer with
        {
            Score = longer.Score with { PerExample = [.. longer.Score.PerExample.Skip(1)] },
        }));
    }

    [Fact]
    public void losses_that_do_not_fit_into_one_entry_of_the_log_become_several_events()
    {
        var measured = Instruct("long");
        measured = measured with
        {
            Score = measured.Score with
            {
                PerExample = [.. Enumerable.Range(0, 10_000).Select(row => new ExampleLoss(row, row, 1))],
            },
        };
        var events = ExampleLossEvents.Of(measured, "t", new("h"));
        Assert.Equal([0, 4096, 8192], events.Select(losses => losses.First));
        Assert.Equal(
            Enumerable.Range(0, 10_000).Select(row => (double)row), events.SelectMany(losses => losses.Losses));
    }

    [Fact]
    public void a_measurement_is_an_event_and_a_partial_one_is_none()
    {
        var measured = Instruct("long");
        Assert.Equal(new LossMeasured("sha256:" + measured.DatasetDigest, new("h"), true, measured.Score.Value,
            "native", null, "t"),
            measured.Event("t", new("h")));
        Assert.Equal(new MeasurementFailed(new("h"), "the loss is not finite", "t"), (measured with
        { Score = measured.Score with { Value = double.NaN }, Reason = "the loss is not finite" }).Event("t",
            new("h")));
        Assert.Throws<InvalidOperationException>(() => (measured with { Partial = true }).Event("t", new("h")));
    }

    [Fact]
    public void a_submission_that_claims_a_shorter_length_is_measured_on_the_same_rows()
    {
        var folder = Directory.CreateDirectory(models.Of("claims")).FullName;
        foreach (var file in Directory.EnumerateFiles(models.Of("long")))
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)), overwrite: true);
        var config = Path.Combine(folder, "config.json");
        File.WriteAllText(config, File.ReadAllText(config).Replace("\"max_position_embeddings\": 256",
            "\"max_position_embeddings\": 40", StringComparison.Ordinal));
        Assert.Equal(MeasurementJson.Bytes(Instruct("long")), MeasurementJson.Bytes(Instruct("claims")));
    }

    [Fact]
    public void the_base_itself_is_found_untouched_and_has_no_preference()
    {
        var measured = Dpo("base");
        Assert.True(measured.Untouched);
        Assert.Equal(Math.Log(2), measured.Score.Value, 15);
    }

    [Fact]
    public void another_architecture_is_no_finetune()
    {
        var measured = Instruct("other");
        Assert.False(measured.IsFinetune);
        Assert.Contains("intermediate_size: 96, the base has 160", measured.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void the_per_example_file_is_named_by_its_digest()
    {
        var measured = Instruct("short");
        var folder = IndependentTools.TemporaryFolder();
        var path = PerExampleFile.Save(folder.FullName, measured.Score.PerExample);
        Assert.Equal(measured.PerExampleDigest + ".json", Path.GetFileName(path));
        Assert.StartsWith("""[{"row":0,"loss":""", File.ReadAllText(path), StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void a_part_of_the_examples_is_marked_as_partial()
    {
        var request = new MeasureRequest(models.Of("long"), null, models.Of("rows.json"), TaskType.InstructTextTask,
            TrainedModels.InstructType, MaxExamples: 3);
        var measured = new NativeMeter(new TokenScores(Workers.All)).Take(request);
        Assert.True(measured.Partial);
        Assert.Equal(3, measured.Score.PerExample.Count);
    }

    [Fact]
    public void rows_that_cannot_be_measured_are_dropped_with_their_reasons()
    {
        var path = models.Of("odd.jsonl");
        File.WriteAllText(path, $$"""
            {"instruction":"a","output":"b"}
            {"instruction":"a","output":""}
            {"instruction":"a"}
            {"instruction":"a","output":"{{new string('x', 300)}}"}
            """, Encoding.UTF8);
        var measured = new NativeMeter(new TokenScores(Workers.All)).Take(new(models.Of("long"), null, path,
            TaskType.InstructTextTask, TrainedModels.InstructType));
        Assert.Equal([0], measured.Score.PerExample.Select(e => e.Row));
        Assert.Equal([(1, "has no answer tokens"), (2, "has no answer tokens"),
            (3, "has 303 tokens, the model takes 256")],
            measured.Dropped.Select(row => (row.Row, row.Reason)));
    }

    [Fact]
    public void a_wrong_field_name_is_an_error_that_lists_the_right_ones()
    {
        var fault = Assert.Throws<DatasetException>(() => new NativeMeter(new TokenScores(Workers.All)).Take(new(
            models.Of("long"), null, models.Of("rows.json"), TaskType.InstructTextTask,
            """{"field_instruction":"question","field_output":"output"}""")));
        Assert.Contains("'question'; there are instruction, input, output", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void chat_labels_are_the_assistants_words_and_end_marks()
    {
        var path = models.Of("chat.json");
        File.WriteAllText(path, """[{"conversations":[{"from":"human","value":"hi"},{"from":"gpt","value":"yo"}]}]""");
        var tokenizer = Tokenizer.Read(models.Of("long"));
        var example = Assert.Single(new ExampleMaker(tokenizer, 256).Chat(
            Dataset.Read(path), ChatFormat.From(ModelJson.Parse("type", TrainedModels.ChatType))));
        Assert.Equal([257, .. "user\nhi"u8.ToArray().Select(b => (int)b), 258, 10, 257,
            .. "assistant\nyo"u8.ToArray().Select(b => (int)b), 258, 10], example.Tokens);
        Assert.Equal([(int)'y', 'o', 258], example.Labels.Select(t => example.Tokens[t]));
    }

    LanguageModel Open(string name) => LanguageModel.Open(models.Of(name));

    Measurement Instruct(string model, int threads = 2, int batch = 1024) =>
        Take(model, "rows.json", TaskType.InstructTextTask, TrainedModels.InstructType, threads, batch);

    Measurement Dpo(string model, int threads = 2, int batch = 1024) =>
        Take(model, "pairs.json", TaskType.DpoTask, TrainedModels.DpoType, threads, batch);

    Measurement Chat(string model) => Take(model, "chats.json", TaskType.ChatTask, TrainedModels.ChatType, 2, 1024);

    Measurement Take(string model, string data, TaskType task, string type, int threads, int batch) =>
        new NativeMeter(new TokenScores(new Workers(threads), batch)).Take(
            new(models.Of(model), models.Of("base"), models.Of(data), task, type));

    static void Near(double[] expected, double[] got) => Assert.All(expected.Zip(got, (e, g) => (e, g)), pair =>
        Assert.True(Math.Abs(pair.e - pair.g) <= 1e-5 * Math.Abs(pair.e), $"expected {pair.e:R}, got {pair.g:R}"));
}
