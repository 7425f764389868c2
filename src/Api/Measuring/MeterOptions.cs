using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;

namespace Gradients.Api.Measuring;

/// <summary>What measuring and re-measuring ask for alike, and the work itself.</summary>
/// <param name="required">Whether the command line is refused without a model, its data and their type.</param>
internal sealed class MeterOptions(bool required)
{
    readonly Option<string> _model = new("--model")
    {
        Description = "The trained model: a Hugging Face folder with safetensors, or a LoRA adapter of the base.",
        Required = required, HelpName = "DIR",
    };

    readonly Option<string?> _base = new("--base")
    {
        Description = "The task's base model; its tokenizer and length count. Needed for DPO, GRPO and adapters.",
        HelpName = "DIR",
    };

    readonly Option<string> _dataset = new("--dataset")
    {
        Description = "The held-out set: a JSON array, JSON lines, or CSV where the name ends with .csv.",
        Required = required, HelpName = "FILE",
    };

    readonly Option<string> _type = new("--dataset-type")
    {
        Description = "Field names and formats as JSON, for example "
            + "{\"field_instruction\":\"q\",\"field_output\":\"a\"}; or a file that holds it.",
        Required = required, HelpName = "JSON",
    };

    readonly Option<int> _threads = new("--threads")
    {
        Description = "Threads to use. Changes the time, never a bit.",
        DefaultValueFactory = _ => Environment.ProcessorCount, HelpName = "N",
    };

    readonly Option<int> _batch = new("--batch-tokens")
    {
        Description = "Tokens that go through the layers together. Changes time and memory, never a bit.",
        DefaultValueFactory = _ => 1024, HelpName = "N",
    };

    public void AddTo(Command verb)
    {
        foreach (var option in new Option[] { _model, _base, _dataset, _type, _threads, _batch })
            verb.Options.Add(option);
    }

    public string Dataset(ParseResult parsed) => Given(parsed, _dataset);

    /// <param name="speed">Tokens a second, threads and vector path: said to people, part of no result.</param>
    public Measurement Take(ParseResult parsed, TaskType task, int? mostExamples, out string speed)
    {
        var (threads, batch) = (AtLeastOne(parsed, _threads), AtLeastOne(parsed, _batch));
        var bar = new MeterBar();
        var meter = new NativeMeter(new TokenScores(new Workers(threads), batch, bar.Advance), bar.Announce);
        try
        {
            var measured = meter.Take(
                new(Given(parsed, _model), parsed.GetValue(_base), Dataset(parsed), task,
                TypeOf(Given(parsed, _type)), mostExamples));
            speed = $"{bar.TokensPerSecond:N0} tokens/s on {threads} thread{(threads == 1 ? "" : "s")} ({Tile.Path})";
            return measured;
        }
        finally
        {
            bar.Clear();
        }
    }

    /// <summary>The reference's names, or their first words.</summary>
    public static TaskType TaskTypeOf(string text)
    {
        foreach (var type in Enum.GetValues<TaskType>())
        {
            var name = type.ToString();
            if (name.Equals(text, StringComparison.OrdinalIgnoreCase)
                || name.Replace("TextTask", "", StringComparison.Ordinal).Replace("Task", "", StringComparison.Ordinal)
                    .Equals(text, StringComparison.OrdinalIgnoreCase))
                return type;
        }
        throw new Trouble(
            $"--task-type '{Terminal.Plain(text)}' is none of {string.Join(", ", Enum.GetNames<TaskType>())}");
    }

    public static int AtLeastOne(ParseResult parsed, Option<int> option) =>
        parsed.GetValue(option) is >= 1 and var number
        ? number : throw new Trouble($"{option.Name} has to be at least 1");

    static string Given(ParseResult parsed, Option<string> option) =>
        parsed.GetValue(option) ?? throw new Trouble($"{option.Name} is needed: {option.Description}");

    static string TypeOf(string text) => text.TrimStart().StartsWith('{') ? text
        : text.Length > 0 ? System.Text.Encoding.UTF8.GetString(Input.ReadAll(text))
        : throw new Trouble("--dataset-type is empty");
}
