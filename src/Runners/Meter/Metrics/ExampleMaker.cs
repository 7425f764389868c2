using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Tokens;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>Rows to examples; rows that make none are dropped with a reason.</summary>
/// <param name="longest">Positions of the model: longer sequences are dropped.</param>
public sealed class ExampleMaker(Tokenizer tokenizer, int longest)
{
    readonly List<DroppedRow> dropped = [];

    public IReadOnlyList<DroppedRow> Dropped => dropped;

    /// <summary>
    /// [begin, where the tokenizer adds one] + prompt + answer + [end]; labels are the answer and the end.
    /// </summary>
    public List<Example> Instruct(Dataset data, InstructFormat format)
    {
        data.Require(format.InstructionField, "instruction");
        data.Require(format.OutputField, "output");
        return Make(data, row => format.Answer(row) is { } answer
            ? Joined(row.Number, [.. tokenizer.Prefix, .. tokenizer.Encode(format.Prompt(row))], answer) : null);
    }

    /// <summary>Labels are the assistant's bodies and end marks.</summary>
    public List<Example> Chat(Dataset data, ChatFormat format)
    {
        data.Require(format.Column, "conversation");
        return Make(data, row => format.Turns(row) is { Count: > 0 } turns
            ? Conversation(row.Number, turns, format.Template) : null);
    }

    /// <summary>
    /// Prompts alone, every token but the first a label: what a divergence on GRPO tasks is taken over.
    /// </summary>
    public List<Example> Prompts(Dataset data, string? field)
    {
        data.Require(field, "prompt");
        return Make(data, row => row.Text(field) is { } text
            ? Labelled(row.Number, [.. tokenizer.Prefix, .. tokenizer.Encode(text)], 1) : null);
    }

    /// <summary>prompt + answer + [end] for both answers; a pair is dropped if either makes no example.</summary>
    public List<(Example Chosen, Example Rejected)> Pairs(Dataset data, DpoFormat format)
    {
        data.Require(format.PromptField, "prompt");
        data.Require(format.ChosenField, "chosen");
        data.Require(format.RejectedField, "rejected");
        var rejected = new Dictionary<int, Example>();
        var chosen = Make(data, row =>
        {
            if (format.Chosen(row) is not { } good || format.Rejected(row) is not { } bad) return null;
            int[] prompt = [.. tokenizer.Encode(format.Prompt(row))];
            var (first, second) = (Joined(row.Number, prompt, good), Joined(row.Number, prompt, bad));
            rejected[row.Number] = second;
            // The longer of the two decides whether the pair fits; an empty one drops it as well.
            return first.Labels.Length == 0 || second.Labels.Length == 0 ? null
                : first.Tokens.Length >= second.Tokens.Length || second.Tokens.Length <= longest ? first : second;
        });
        return [.. chosen.Select(example => (example, rejected[example.Row]))];
    }

    List<Example> Make(Dataset data, Func<DatasetRow, Example?> make)
    {
        var examples = new List<Example>();
        dropped.AddRange(data.Dropped);
        foreach (var row in data.Rows)
        {
            var example = make(row);
            if (example is null || example.Labels.Length == 0) dropped.Add(new(row.Number, "has no answer tokens"));
            else if (example.Tokens.Length > longest)
                dropped.Add(new(row.Number, $"has {example.Tokens.Length} tokens, the model takes {longest}"));
            else examples.Add(example);
        }
        return examples;
    }

    Example Joined(int row, int[] prompt, string answer)
    {
        List<int> tokens = [.. prompt, .. tokenizer.Encode(answer)];
        var answered = tokens.Count > prompt.Length;
        if (answered && tokenizer.EndOfText is { } end) tokens.Add(end);
        return Labelled(row, [.. tokens], answered ? prompt.Length : tokens.Count);
    }

    static Example Labelled(int row, int[] tokens, int first)
    {
        // Nothing stands before position 0, so it cannot be predicted.
        first = Math.Max(1, first);
        return new(row, tokens, [.. Enumerable.Range(first, Math.Max(0, tokens.Length - first))]);
    }

    Example Conversation(int row, List<(string Role, string Content)> turns, ChatTemplate template)
    {
        List<int> tokens = [.. tokenizer.Encode(template.Opening)], labels = [];
        foreach (var (role, content) in turns)
        {
            tokens.AddRange(tokenizer.Encode(template.Head(role)));
            var start = tokens.Count;
            tokens.AddRange(tokenizer.Encode(template.Body(content)));
            tokens.AddRange(tokenizer.Encode(template.End));
            if (role == "assistant") labels.AddRange(Enumerable.Range(start, tokens.Count - start).Where(t => t > 0));
            tokens.AddRange(tokenizer.Encode(template.Tail));
        }
        return new(row, [.. tokens], [.. labels]);
    }
}
