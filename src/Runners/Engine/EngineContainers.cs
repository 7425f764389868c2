using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Nodes;
using Gradients.Runners.Podman;

namespace Gradients.Runners.Engine;

/// <summary>The engine's calls about containers.</summary>
public sealed class EngineContainers
{
    readonly EngineTransport _engine;

    internal EngineContainers(EngineTransport engine) => _engine = engine;

    /// <returns>The container's id.</returns>
    public async Task<string> CreateAsync(string name, ContainerSpec spec, CancellationToken cancel = default)
    {
        if (_engine.IsPodman)
            return await CreateAsync(PodmanSpec.Of(name, spec, await FilesAsync(spec, cancel)), cancel);
        var made = await _engine.AskAsync<Made>(HttpMethod.Post, $"containers/create?name={Uri.EscapeDataString(name)}",
            spec, _engine.Limits.Start, cancel);
        return made.Id;
    }

    /// <summary>
    /// Podman would mount and prepare when somebody attaches, and find only then that an image makes it impossible.
    /// </summary>
    async Task<string> CreateAsync(JsonObject words, CancellationToken cancel)
    {
        var made = await _engine.AskAsync<Made>(
            HttpMethod.Post, PodmanSpec.Root + "containers/create", words, _engine.Limits.Start, cancel);
        try
        {
            await _engine.TellAsync(
                HttpMethod.Post, $"{PodmanSpec.Root}containers/{made.Id}/init", null, _engine.Limits.Start, cancel);
            return made.Id;
        }
        catch
        {
            await RemoveAsync(made.Id, CancellationToken.None);
            throw;
        }
    }

    public Task StartAsync(string id, CancellationToken cancel = default) =>
        _engine.TellAsync(HttpMethod.Post, $"containers/{id}/start", null, _engine.Limits.Start, cancel);

    public Task<ContainerView> InspectAsync(string id, CancellationToken cancel = default) =>
        _engine.AskAsync<ContainerView>(HttpMethod.Get, $"containers/{id}/json", null, _engine.Limits.Call, cancel);

    /// <summary>The whole inspection, as Docker's JSON has it.</summary>
    /// <param name="asked">What it was made from.</param>
    public async Task<JsonObject> InspectRawAsync(string id, ContainerSpec asked, CancellationToken cancel = default)
    {
        var path = $"containers/{id}/json";
        return !_engine.IsPodman
            ? await _engine.AskAsync<JsonObject>(HttpMethod.Get, path, null, _engine.Limits.Call, cancel)
            : PodmanShown.InDockersWords(asked, await FilesAsync(asked, cancel), await _engine.AskAsync<JsonObject>(
                HttpMethod.Get, PodmanSpec.Root + path, null, _engine.Limits.Call, cancel));
    }

    Task<PodmanFiles?> FilesAsync(ContainerSpec spec, CancellationToken cancel) =>
        PodmanFiles.ForAsync(spec, new EngineVolumes(_engine), cancel);

    /// <summary>
    /// Containers in any state that carry all of these labels, each <c>name</c> or <c>name=value</c>.
    /// </summary>
    public Task<ImmutableArray<ContainerLine>> ListAsync(
        IEnumerable<string> labels, CancellationToken cancel = default) =>
        _engine.AskAsync<ImmutableArray<ContainerLine>>(HttpMethod.Get,
            $"containers/json?all=1&filters={Filters(labels)}", null, _engine.Limits.Call, cancel);

    /// <summary>Output and errors from here on. Open it before the start, or the first lines are lost.</summary>
    public async Task<LogFrames> AttachAsync(string id, CancellationToken cancel = default)
    {
        var path = $"containers/{id}/attach?stream=1&stdout=1&stderr=1";
        var response = await _engine.OpenAsync(HttpMethod.Post, path, null, _engine.Limits.Call, cancel);
        return new LogFrames(response, await response.Content.ReadAsStreamAsync(cancel), $"{_engine.Address}: {path}");
    }

    /// <summary>
    /// Registers for the end of a container; the task inside ends when it has ended. With <paramref name="next"/> it is
    /// the end after the next start: ask before starting, or a short life is missed.
    /// </summary>
    public async Task<Task<WaitResult>> WaitAsync(string id, bool next, CancellationToken cancel = default)
    {
        var path = $"containers/{id}/wait?condition={(next ? "next-exit" : "not-running")}";
        var response = await _engine.OpenAsync(HttpMethod.Post, path, null, _engine.Limits.Call, cancel);
        return EndAsync(response, path, cancel);
    }

    async Task<WaitResult> EndAsync(HttpResponseMessage response, string path, CancellationToken cancel)
    {
        // However long the container lives: whoever waits has a deadline of his own.
        using var forever = new CallTimer(Timeout.InfiniteTimeSpan, cancel);
        using (response)
            return await _engine.ReadJsonAsync<WaitResult>(response, $"POST /{path}", forever, cancel);
    }

    /// <summary>Sends SIGKILL. A container that has ended already is no error.</summary>
    public async Task KillAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            await _engine.TellAsync(
                HttpMethod.Post, $"containers/{id}/kill?signal=SIGKILL", null, _engine.Limits.Call, cancel);
        }
        catch (EngineException ended) when (ended.Status is 409 or 404 || IsNotRunning(ended))
        {
            // 409: it is not running; 404: it is gone.
        }
    }

    /// <summary>Podman 4 says so with 500.</summary>
    bool IsNotRunning(EngineException refused) => _engine.IsPodman && refused.Status == 500
        && refused.Message.Contains("can only kill running containers", StringComparison.Ordinal);

    /// <summary>Kills and removes it with its anonymous volumes. One that is gone already is no error.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            await _engine.TellAsync(
                HttpMethod.Delete, $"containers/{id}?force=1&v=1", null, _engine.Limits.Start, cancel);
        }
        catch (EngineException gone) when (gone.IsMissing)
        {
            // That is what was wanted.
        }
        catch (EngineException busy) when (busy.Status == 409)
        {
            await WaitUntilGoneAsync(id, busy, cancel);
        }
    }

    /// <summary>Somebody else's removal is under way: it is gone when it is gone.</summary>
    async Task WaitUntilGoneAsync(string id, EngineException busy, CancellationToken cancel)
    {
        const int patience = 100; // times 100 ms
        for (var tries = 0; tries < patience; tries++)
        {
            try
            {
                await InspectAsync(id, cancel);
            }
            catch (EngineException gone) when (gone.IsMissing)
            {
                return;
            }
            await Task.Delay(100, cancel);
        }
        throw busy;
    }

    /// <summary>What it uses at this moment; null once it has ended.</summary>
    public async Task<StatsView?> StatsAsync(string id, CancellationToken cancel = default)
    {
        try
        {
            return await _engine.AskAsync<StatsView>(HttpMethod.Get, $"containers/{id}/stats?stream=0&one-shot=1", null,
                _engine.Limits.Call, cancel);
        }
        catch (EngineException ended) when (ended.Status is 404 or 409 || ended.Fault == EngineFault.Unintelligible
            || (_engine.IsPodman && ended.Status == 500))
        {
            // One that ends while it is looked at is answered with 200 and nothing, by Podman with 500. That is no
            // fault of the host's.
            return null;
        }
    }

    /// <summary>
    /// A path inside a container as a tar stream; it is read by the engine, not through the host's paths.
    /// </summary>
    public async Task<Stream> ReadArchiveAsync(string id, string path, CancellationToken cancel = default)
    {
        var call = $"containers/{id}/archive?path={Uri.EscapeDataString(path)}";
        var response = await _engine.OpenAsync(HttpMethod.Get, call, null, _engine.Limits.Start, cancel);
        return new WatchedStream(_engine, response, await response.Content.ReadAsStreamAsync(cancel), $"GET /{call}");
    }

    /// <summary>What it has said, as far as the engine keeps it.</summary>
    public async Task<LogFrames> LogsAsync(string id, CancellationToken cancel = default)
    {
        var path = $"containers/{id}/logs?stdout=1&stderr=1&tail=all";
        var response = await _engine.OpenAsync(HttpMethod.Get, path, null, _engine.Limits.Call, cancel);
        return new LogFrames(response, await response.Content.ReadAsStreamAsync(cancel), $"{_engine.Address}: {path}");
    }

    internal static string Filters(IEnumerable<string> labels) => Uri.EscapeDataString(
        JsonSerializer.Serialize(new Dictionary<string, IEnumerable<string>> { ["label"] = labels }));

    sealed record Made(string Id);
}
