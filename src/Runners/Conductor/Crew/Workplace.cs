using System.Collections.Immutable;
using Gradients.Ledger.Store;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>Where a conductor's crew works.</summary>
/// <param name="Folder">For outputs, task data and what is fetched. Nodes that may take over from each other share it, and
/// every host of the pool sees it under the same path.</param>
/// <param name="Builds">The engine that builds, apart from those that run.</param>
/// <param name="Rules">What entries of a type of tournament are checked by.</param>
/// <param name="Evaluators">Images that measure what the native meter does not: their names on the building
/// engine.</param>
public sealed record Workplace(
    string Folder, EngineAddress Builds, BuildSettings BuildSettings, Func<TournamentType, EntryRules> Rules,
    ImmutableSortedDictionary<TaskType, string> Evaluators, AttachmentStore Attachments)
{
    internal string Outputs(params ReadOnlySpan<string> names) =>
        Path.Combine([Path.GetFullPath(Folder), "outputs", .. names]);

    internal string Fetches => Directory.CreateDirectory(Path.Combine(Path.GetFullPath(Folder), "fetches")).FullName;

    /// <summary>Stores contents and answers the SHA-256 that names them.</summary>
    internal async Task<string> KeepAsync(byte[] content, CancellationToken cancel) =>
        (await Attachments.PutAsync(new MemoryStream(content), cancel)).Sha256;
}

/// <summary>What a task is made of, as files.</summary>
/// <param name="Posed">The data of <c>pose_task</c>.</param>
/// <param name="Model">The base model's folder.</param>
/// <param name="Training">What runs are given.</param>
/// <param name="HeldOut">What is kept from them.</param>
/// <param name="Kind">The columns as JSON, or the kind of image model.</param>
public sealed record TaskFiles(TaskPosed Posed, string Model, string Training, string HeldOut, string Kind);

/// <summary>
/// Where tasks come from: both answer the same for the same draw, before and after a restart, and write nothing twice.
/// </summary>
/// <param name="Pose">The tasks that a round still lacks.</param>
/// <param name="Files">Those of a task that was posed.</param>
public sealed record TaskSource(
    Func<Job.Pose, CancellationToken, Task<ImmutableArray<TaskPosed>>> Pose,
    Func<string, RoundDrawn, TaskPosed, CancellationToken, Task<TaskFiles>> Files);
