using System.Collections.Immutable;
using System.Globalization;

namespace Gradients.Runners.Runs;

/// <summary>
/// A task as a miner's image is told of it: the reference's arguments, mounts and folders, unchanged.
/// </summary>
/// <param name="Tournament">Its id.</param>
/// <param name="Task">Its id within the tournament.</param>
/// <param name="Type"><c>InstructTextTask</c>, <c>DpoTask</c>, <c>GrpoTask</c>, <c>ChatTask</c> or
/// <c>ImageTask</c>.</param>
/// <param name="Model">The base model, <c>owner/name</c>.</param>
/// <param name="Kind">Text tasks: the dataset type as JSON; image tasks: the model type.</param>
public sealed record TrainingContract(
    string Tournament, string Task, string Type, string Hotkey, string Model, string Kind, double Hours)
{
    const string Cache = "/cache";

    public bool IsImage => Type == "ImageTask";

    /// <summary><c>tournament-{tournament}-{task}-{first 8 of hotkey}</c></summary>
    public string RepositoryName => $"tournament-{Tournament}-{Task}-{(Hotkey.Length > 8 ? Hotkey[..8] : Hotkey)}";

    /// <summary>The folder of the output volume that counts.</summary>
    public string Wanted => $"{Task}/{RepositoryName}";

    public string ModelTarget => $"{Cache}/models/{Model.Replace("/", "--", StringComparison.Ordinal)}";

    public string DatasetTarget =>
        IsImage ? $"{Cache}/datasets/{Task}_tourn.zip" : $"{Cache}/datasets/{Task}_train_data.json";

    public ImmutableArray<string> ScratchFolders => IsImage ? ["/dataset", "/workspace"] : ["/workspace"];

    public ImmutableArray<string> Arguments => IsImage
        ?
        [
            "--task-id", Task, "--model", Model, "--dataset-zip", DatasetTarget, "--model-type", Kind,
            "--expected-repo-name", RepositoryName, "--hours-to-complete", HoursText,
        ]
        :
        [
            "--task-id", Task, "--model", Model, "--dataset", DatasetTarget, "--dataset-type", Kind,
            "--task-type", Type, "--file-format", "s3", "--expected-repo-name", RepositoryName,
            "--hours-to-complete", HoursText,
        ];

    string HoursText => Hours.ToString("R", CultureInfo.InvariantCulture);
}
