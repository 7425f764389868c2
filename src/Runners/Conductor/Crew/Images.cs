using System.Collections.Concurrent;
using System.Collections.Immutable;
using Gradients.Ledger.Store.Conducting;
using Gradients.Runners.Builds;
using Gradients.Runners.Engine;
using Gradients.Runners.Entries;
using Gradients.Runners.Pool;

namespace Gradients.Runners.Conductor.Crew;

/// <summary>
/// The images of entries: built once on the building engine, moved to the hosts that need them, where their ids stay.
/// </summary>
sealed class Images(Workplace place)
{
    static readonly TimeSpan MovePatience = TimeSpan.FromMinutes(30);

    readonly ConcurrentDictionary<(EngineAddress, string), SemaphoreSlim> _turns = new();

    /// <summary>The same code has one name, whoever enters it wherever.</summary>
    internal static string NameOf(Code code) => Keys.Name(code.Repository, code.Commit);

    /// <summary>From an address and a commit to an image, or to the reason why not.</summary>
    /// <exception cref="IOException">The repository could not be reached: try again.</exception>
    internal async Task<(CheckedEntry? Entry, BuildOutcome? Built, EntryVerdict.Refused? Refused)> MakeAsync(
        Code code, EntryRules rules, Func<CheckedEntry, EntryVerdict.Refused?> seen, Desktop desk,
        CancellationToken cancel)
    {
        switch (await EntryChecks.CheckAsync(code.Repository, code.Commit, rules, place.Fetches, cancel))
        {
            case EntryVerdict.Refused refused:
                return (null, null, refused);
            case EntryVerdict.Accepted { Entry: var entry }:
                if (seen(entry) is { } duplicate)
                    return (entry, null, duplicate);
                using (var engine = await EngineClient.ConnectAsync(place.Builds, null, cancel))
                    return (entry, await new ImageBuilder(engine, place.BuildSettings).BuildAsync(
                        entry, rules.Dockerfile, NameOf(code), desk.IsOursAsync, cancel), null);
            case EntryVerdict.Unreachable unreachable:
                throw new IOException($"{Words.Harmless(code.Repository)}: {Words.Harmless(unreachable.Detail)}");
            default:
                throw new System.Diagnostics.UnreachableException();
        }
    }

    /// <summary>Has the image of an entry on a host: there already, moved, or built anew where it is lost.</summary>
    /// <returns>Its id there; or why there is none.</returns>
    internal async Task<(string? Id, string? Reason)> OnHostAsync(
        Code code, EntryRules rules, EngineClient host, Desktop desk, CancellationToken cancel)
    {
        var tag = ImageBuilder.Final(NameOf(code));
        if (await FindAsync(host, tag, cancel) is { } there)
            return (there, null);
        return await InTurnAsync<(string?, string?)>(host.Address, tag, async () =>
        {
            if (await FindAsync(host, tag, cancel) is { } meanwhile)
                return (meanwhile, null);
            using var builds = await EngineClient.ConnectAsync(place.Builds, null, cancel);
            if (await FindAsync(builds, tag, cancel) is null)
            {
                var (_, built, refused) = await MakeAsync(code, rules, _ => null, desk, cancel);
                if (refused is not null)
                    return (null, refused.Reason);
                if (built is BuildOutcome.Refused { Reason: var reason })
                    return (null, reason);
            }
            return (await MoveAsync(builds, host, tag, cancel), null);
        }, cancel);
    }

    /// <summary>Removes the images of entries that are not wanted, on the building engine and on these hosts.</summary>
    /// <exception cref="AggregateException">Some engines failed; those that did not are done.</exception>
    internal async Task TidyAsync(Job.Tidy job, ImmutableArray<PoolHost> hosts, CancellationToken cancel)
    {
        var wanted = job.Wanted.Select(NameOf).Select(ImageBuilder.Final).Concat(place.Evaluators.Values)
            .ToHashSet(StringComparer.Ordinal);
        var failures = new List<Exception>();
        foreach (var address in hosts.Select(host => host.Engine).Prepend(place.Builds))
            try
            {
                using var engine = await EngineClient.ConnectAsync(address, null, cancel);
                foreach (var image in await engine.Images.ListAsync([ImageBuilder.BuildLabel], cancel))
                    foreach (var tag in image.RepoTags ?? [])
                        if (IsOfAnEntry(tag) && !wanted.Contains(tag))
                            await engine.Images.RemoveAsync(tag, cancel);
            }
            catch (EngineException failure)
            {
                failures.Add(failure);
            }
        if (failures.Count > 0)
            throw new AggregateException(failures);
    }

    /// <summary>As <see cref="NameOf"/> makes them; what an operator built has another name.</summary>
    static bool IsOfAnEntry(string tag)
    {
        var prefix = ImageBuilder.Final("");
        return tag.StartsWith(prefix, StringComparison.Ordinal) && tag.Length == prefix.Length + 16
            && tag[prefix.Length..].All(char.IsAsciiHexDigitLower);
    }

    /// <summary>
    /// An evaluator of ours on a host: the very image that the building engine has by that name now. One that was moved
    /// there before may have been built anew since.
    /// </summary>
    internal async Task<string> EvaluatorAsync(string tag, EngineClient host, CancellationToken cancel) =>
        await InTurnAsync(host.Address, tag, async () =>
        {
            using var builds = await EngineClient.ConnectAsync(place.Builds, null, cancel);
            var wanted = (await builds.Images.InspectAsync(tag, cancel)).Id;
            var there = await FindAsync(host, tag, cancel);
            if (there == wanted)
                return wanted;
            var moved = await MoveAsync(builds, host, tag, cancel);
            if (there is not null)
                await host.Images.PruneAsync(ImageBuilder.BuildLabel, cancel);
            return moved;
        }, cancel);

    static async Task<string> MoveAsync(
        EngineClient from, EngineClient to, string tag, CancellationToken cancel)
    {
        await using (var image = await from.Images.SaveAsync(tag, cancel))
            await to.Images.LoadAsync(image, MovePatience, cancel);
        return (await to.Images.InspectAsync(tag, cancel)).Id;
    }

    static async Task<string?> FindAsync(EngineClient engine, string tag, CancellationToken cancel)
    {
        try
        {
            return (await engine.Images.InspectAsync(tag, cancel)).Id;
        }
        catch (EngineException missing) when (missing.IsMissing)
        {
            return null;
        }
    }

    async Task<T> InTurnAsync<T>(EngineAddress host, string tag, Func<Task<T>> work, CancellationToken cancel)
    {
        var turn = _turns.GetOrAdd((host, tag), _ => new SemaphoreSlim(1));
        await turn.WaitAsync(cancel);
        try
        {
            return await work();
        }
        finally
        {
            turn.Release();
        }
    }
}
