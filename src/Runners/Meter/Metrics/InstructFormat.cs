using System.Text;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// How an instruct row becomes a prompt and an answer: the reference's field names, as JSON gives them.
/// </summary>
public sealed record InstructFormat(
    string? SystemPrompt, string? SystemFormat, string? SystemField, string? InstructionField, string? InputField,
    string? OutputField, string? Format, string? NoInputFormat)
{
    public static InstructFormat From(ModelJson json) => new(
        json.TextOrNone("system_prompt"), json.TextOrNone("system_format"), json.TextOrNone("field_system"),
        json.TextOrNone("field_instruction"), json.TextOrNone("field_input"), json.TextOrNone("field_output"),
        json.TextOrNone("format"), json.TextOrNone("no_input_format"));

    /// <summary>
    /// The format (that without input where the row has none) with {system}, {instruction} and {input} filled in;
    /// without a
    /// format the parts that are there, joined by line feeds, and a line feed at the end.
    /// </summary>
    public string Prompt(DatasetRow row)
    {
        var system = row.Text(SystemField) ?? SystemPrompt ?? "";
        if (system.Length > 0 && !string.IsNullOrEmpty(SystemFormat)) system = Fill(SystemFormat, ("system", system));
        var (instruction, input) = (row.Text(InstructionField) ?? "", row.Text(InputField) ?? "");
        var format = input.Length == 0 && !string.IsNullOrEmpty(NoInputFormat) ? NoInputFormat : Format;
        if (!string.IsNullOrEmpty(format))
            return Fill(format, ("system", system), ("instruction", instruction), ("input", input));
        return string.Join('\n', new[] { system, instruction, input }.Where(part => part.Length > 0)) + "\n";
    }

    public string? Answer(DatasetRow row) => row.Text(OutputField);

    /// <summary>Puts values for {name}s in one pass, so that braces inside a value stay what they are.</summary>
    public static string Fill(string format, params (string Name, string Value)[] values)
    {
        var text = new StringBuilder();
        for (var at = 0; at < format.Length;)
        {
            var (name, value) = values.FirstOrDefault(v =>
                string.CompareOrdinal(format, at, "{" + v.Name + "}", 0, v.Name.Length + 2) == 0);
            text.Append(name is null ? format[at].ToString() : value);
            at += name is null ? 1 : name.Length + 2;
        }
        return text.ToString();
    }
}
