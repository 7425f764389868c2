namespace Gradients.Api.Pages;

/// <summary>
/// A figure that was published about the live system, for comparison. Nothing of it was recorded or recomputed here.
/// </summary>
/// <param name="Question">win-rate, improvement, above-median, or gain where it is not said over what.</param>
/// <param name="Of">The rival, or the kind of task.</param>
/// <param name="Low">As a share: 0.828 is 82.8 %.</param>
/// <param name="High">The same as <paramref name="Low"/>, but for a range.</param>
/// <param name="Where">Where the figure stands, and what it is about.</param>
public sealed record PublishedFigure(string Question, string Of, double Low, double High, string Where)
{
    public const string Source = "Christopher Subia-Waud: Gradients: When Markets Meet Fine-tuning - "
        + "A Distributed Approach to Model Optimisation, arXiv:2506.07940 (2025)";

    public const string Address = "https://arxiv.org/abs/2506.07940";

    const string Quoted = "results of the paper as this project's requirements quote them; not in its abstract";
    const string Abstract = "abstract of both versions";

    /// <summary>Only figures whose source could be read or was named; the others of that table are left out.</summary>
    public static readonly IReadOnlyList<PublishedFigure> All =
    [
        new("win-rate", "HuggingFace AutoTrain", 0.828, 0.828, Abstract),
        new("win-rate", "TogetherAI", 1, 1, Abstract),
        new("win-rate", "Databricks", 1, 1, Abstract),
        new("win-rate", "Google Cloud", 1, 1, Abstract),
        new("improvement", "HuggingFace AutoTrain", 0.118, 0.118, "abstract of the first version"),
        new("improvement", "TogetherAI, Databricks, Google Cloud", 0.421, 0.421, Abstract),
        new("above-median", "rag", 0.444, 0.444, Quoted),
        new("above-median", "translation", 0.368, 0.368, Quoted),
        new("gain", "reasoning", 0.3, 0.4, "abstract of the first version: complex reasoning and retrieval tasks"),
        new("gain", "diffusion", 0.234, 0.234, Abstract + ": person-specific generation"),
    ];

    public string Text => Low.Equals(High)
        ? Words.Percent(Low)
        : $"{Words.Percent(Low)[..^2]} to {Words.Percent(High)}";

    public string QuestionText => Question switch
    {
        "win-rate" => "Win rate against",
        "improvement" => "Mean improvement over",
        "above-median" => "Above the median in",
        _ => "Gain in",
    };
}
