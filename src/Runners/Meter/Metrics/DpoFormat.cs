using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Weights;

namespace Gradients.Runners.Meter.Metrics;

/// <summary>
/// How a preference row becomes a prompt and two answers: the reference's field names, as JSON gives them.
/// </summary>
public sealed record DpoFormat(
    string? PromptField, string? SystemField, string? ChosenField, string? RejectedField,
    string? PromptFormat, string? ChosenFormat, string? RejectedFormat)
{
    public static DpoFormat From(ModelJson json) => new(
        json.TextOrNone("field_prompt"), json.TextOrNone("field_system"), json.TextOrNone("field_chosen"),
        json.TextOrNone("field_rejected"), json.TextOrNone("prompt_format"), json.TextOrNone("chosen_format"),
        json.TextOrNone("rejected_format"));

    public string Prompt(DatasetRow row) => InstructFormat.Fill(PromptFormat ?? "{prompt}",
        ("prompt", row.Text(PromptField) ?? ""), ("system", row.Text(SystemField) ?? ""));

    public string? Chosen(DatasetRow row) =>
        row.Text(ChosenField) is { } text ? InstructFormat.Fill(ChosenFormat ?? "{chosen}", ("chosen", text)) : null;

    public string? Rejected(DatasetRow row) =>
        row.Text(RejectedField) is { } text ? InstructFormat.Fill(RejectedFormat ?? "{rejected}", ("rejected", text))
            : null;
}
