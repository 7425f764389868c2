using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Text;
using Gradients.Runners.Engine;
using Gradients.Runners.Entries;

namespace Gradients.Runners.Builds;

/// <summary>
/// Builds entries on an engine of its own, one at a time, and leaves nothing behind but the images that came out right.
/// </summary>
public sealed class ImageBuilder(EngineClient engine, BuildSettings settings)
{
    /// <summary>The group that every run belongs to, whatever its user.</summary>
    public const int RunGroup = 61000;

    /// <summary>The folders that the contract lets a run write to, beside its output.</summary>
    const string Writable = "/workspace /dataset";

    /// <summary>On every image that was built here.</summary>
    internal const string BuildLabel = "gradients.build";

    /// <summary>
    /// Containers of a build carry no label, so whatever is left on the engine after a build is the build's: that holds
    /// only if builds take turns.
    /// </summary>
    static readonly ConcurrentDictionary<EngineAddress, SemaphoreSlim> Turns = new();

    /// <summary>For the build of ours that follows one that failed.</summary>
    static readonly TimeSpan ControlPatience = TimeSpan.FromMinutes(5);

    /// <param name="dockerfile">Its path in the entry.</param>
    /// <param name="name">What the image is to be called, lower-case letters and digits.</param>
    /// <param name="isOurs">Whether no other process builds there by now: what is left on the engine is then another
    /// build's, and stays.</param>
    /// <exception cref="EngineException">The host is to blame; the entry may be built again, or elsewhere.</exception>
    public async Task<BuildOutcome> BuildAsync(CheckedEntry entry, string dockerfile, string name,
        Func<Task<bool>>? isOurs = null, CancellationToken cancel = default)
    {
        var text = Encoding.UTF8.GetString(entry.Files.First(file => file.Path == dockerfile).Content);
        if (DockerfileRules.FindFault(text, settings.Bases) is { } fault)
            return new BuildOutcome.Refused(BuildReasons.DockerfileNotAllowed, $"{dockerfile}, {fault}", []);
        var turn = Turns.GetOrAdd(engine.Address, _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancel);
        try
        {
            var inherited = await InheritedAsync(cancel);
            var outcome = await BuildAsync(entry, dockerfile, name, inherited, cancel);
            if (outcome is BuildOutcome.Refused { Reason: BuildReasons.BuildFailed or BuildReasons.BuildDeadline } failed
                && await IsOursAsync())
                await ProveAsync(failed, name, cancel);
            return outcome;
        }
        finally
        {
            try
            {
                if (await IsOursAsync())
                    await CleanAsync(name);
            }
            finally
            {
                turn.Release();
            }
        }

        async Task<bool> IsOursAsync() => isOurs is null || await isOurs();
    }

    /// <summary>
    /// What failed is the entry's fault only where the engine can build: a build of ours on the same base, with as much
    /// room as every entry is promised, has to come out right after it.
    /// </summary>
    /// <exception cref="EngineException">It did not.</exception>
    async Task ProveAsync(BuildOutcome.Refused failed, string name, CancellationToken cancel)
    {
        await engine.AskAnewAsync(cancel);
        await CleanAsync(name); // What the entry filled is free again.
        var control = BuildContext.Of([new("Dockerfile", false, Encoding.UTF8.GetBytes(
            $"FROM {settings.Bases[0]}\nRUN head -c {settings.Room} /dev/zero > /room\n"))]);
        var log = new CappedLog(settings.LogBytes);
        if (await StepAsync(control, "Dockerfile", Draft(name), DateTime.UtcNow + ControlPatience, log, cancel)
            is { } ours)
            throw new EngineException(EngineFault.Unintelligible, 0, $"{engine.Address}: a build failed ({failed.Detail}), "
                + $"and one of our own after it, with {settings.Room} bytes of room, as well: {ours.Detail}");
    }

    async Task<BuildOutcome> BuildAsync(
        CheckedEntry entry, string dockerfile, string name, ImmutableHashSet<string> inherited,
            CancellationToken cancel)
    {
        var log = new CappedLog(settings.LogBytes);
        var deadline = DateTime.UtcNow + settings.Deadline;
        if (await StepAsync(BuildContext.Of(entry.Files), dockerfile, Draft(name), deadline, log,
            cancel) is { } refused)
            return refused;
        var draft = await engine.Images.InspectAsync(Draft(name), cancel);
        if (ImageChecks.FindFault(draft, inherited, settings.ImageBytes) is var (reason, detail))
            return new BuildOutcome.Refused(reason, detail, log.ToArray());
        if (await StepAsync(LastLayer(name), "Dockerfile", Final(name), deadline, log, cancel) is { } unfinished)
            return unfinished;
        var image = await engine.Images.InspectAsync(Final(name), cancel);
        return new BuildOutcome.Built(
            new(image.Id, image.RootFS?.Layers ?? [], Final(name), settings.Network, image.Size), log.ToArray());
    }

    static string Draft(string name) => $"gradients/draft:{name}";

    /// <summary>What the image of an entry is called.</summary>
    public static string Final(string name) => $"gradients/entry:{name}";

    /// <summary>
    /// A layer of ours on top: the folders that become writable volumes belong to the group of all runs. In a build of
    /// its own, so that nothing in the entry's dockerfile can swallow it.
    /// </summary>
    static MemoryStream LastLayer(string name) => BuildContext.Of([new("Dockerfile", false, Encoding.UTF8.GetBytes($"""
        FROM {Draft(name)}
        USER 0:0
        RUN ["/bin/sh", "-c", "mkdir -p /app {Writable} && chgrp -R {RunGroup} {Writable} && chmod -R g+rwX {Writable}"]

        """))]);

    async Task<BuildOutcome.Refused?> StepAsync(
        MemoryStream context, string dockerfile, string tag, DateTime deadline, CappedLog log, CancellationToken cancel)
    {
        var left = deadline - DateTime.UtcNow;
        var spec = new BuildSpec(dockerfile, tag, settings.Network, settings.Memory,
            CpuQuota: (long)(settings.Cpus * 100_000), settings.CgroupParent,
            ImmutableSortedDictionary<string, string>.Empty.Add(BuildLabel, "1"),
            left > TimeSpan.Zero ? left : TimeSpan.FromMilliseconds(1));
        try
        {
            await foreach (var piece in engine.Images.BuildAsync(context, spec, cancel))
            {
                if (piece.Text is { } text && !log.Add(Encoding.UTF8.GetBytes(text)))
                    return new(BuildReasons.BuildLogBudget, $"more than {settings.LogBytes} bytes", log.ToArray());
                if (piece.Error is { } error)
                    return new(BuildReasons.BuildFailed, error, log.ToArray());
            }
            return null;
        }
        catch (EngineException late) when (late.Fault == EngineFault.TimedOut && DateTime.UtcNow >= deadline)
        {
            return new(BuildReasons.BuildDeadline, $"{settings.Deadline.TotalSeconds:0.#} s", log.ToArray());
        }
        catch (EngineException refused) when (refused.Fault == EngineFault.Refused)
        {
            return new(BuildReasons.BuildFailed, refused.Message, log.ToArray());
        }
    }

    /// <summary>A base that is not there would be looked for on a registry: it has to be there.</summary>
    async Task<ImmutableHashSet<string>> InheritedAsync(CancellationToken cancel)
    {
        var inherited = ImmutableHashSet.CreateBuilder<string>(StringComparer.Ordinal);
        foreach (var name in settings.Bases)
            inherited.UnionWith((await engine.Images.InspectAsync(name, cancel)).Config?.Env ?? []);
        return inherited.ToImmutable();
    }

    /// <summary>Kills what a build left running, and removes its containers and half-made images.</summary>
    async Task CleanAsync(string name)
    {
        // Not with the caller's token: after a cancellation this matters most.
        const int patience = 50; // times 100 ms, for an engine that is still giving the build up
        await engine.Images.RemoveAsync(Draft(name));
        for (var tries = 0; ; tries++)
        {
            foreach (var left in await engine.Containers.ListAsync([]))
                await engine.Containers.RemoveAsync(left.Id);
            await engine.Images.PruneAsync();
            await Task.Delay(100);
            if ((await engine.Containers.ListAsync([])).IsEmpty || tries == patience)
                return;
        }
    }
}
