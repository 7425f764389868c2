using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Gradients.Runners.Podman;

namespace Gradients.Runners.Engine;

/// <summary>The engine's calls about images.</summary>
public sealed class EngineImages
{
    readonly EngineTransport _engine;

    internal EngineImages(EngineTransport engine) => _engine = engine;

    /// <param name="name">A reference or an id.</param>
    public Task<ImageView> InspectAsync(string name, CancellationToken cancel = default) =>
        _engine.AskAsync<ImageView>(HttpMethod.Get, $"images/{name}/json", null, _engine.Limits.Call, cancel);

    /// <summary>Images, the nameless among them, that carry all of these labels.</summary>
    public async Task<ImmutableArray<ImageLine>> ListAsync(
        IEnumerable<string> labels, CancellationToken cancel = default)
    {
        var images = await _engine.AskAsync<ImmutableArray<ImageLine>>(HttpMethod.Get,
            $"images/json?all=1&filters={EngineContainers.Filters(labels)}", null, _engine.Limits.Call, cancel);
        return _engine.IsPodman ? [.. images.Select(PodmanShown.InDockersWords)] : images;
    }

    public async Task RemoveAsync(string name, CancellationToken cancel = default)
    {
        try
        {
            await _engine.TellAsync(HttpMethod.Delete, $"images/{name}?force=1", null, _engine.Limits.Start, cancel);
        }
        catch (EngineException gone) when (gone.IsMissing)
        {
            // That is what was wanted.
        }
    }

    /// <summary>Removes nameless images that nothing uses.</summary>
    /// <param name="label">Those that carry it; null: all of them.</param>
    public Task PruneAsync(string? label = null, CancellationToken cancel = default) =>
        _engine.TellAsync(HttpMethod.Post, "images/prune?filters=" + Uri.EscapeDataString(label is null
            ? "{\"dangling\":[\"true\"]}" : $"{{\"dangling\":[\"true\"],\"label\":[\"{label}\"]}}"),
            null, _engine.Limits.Start, cancel);

    /// <summary>
    /// Builds with the engine's classic builder and hands on what it says, piece by piece; the last piece names the
    /// image. Leaving the loop closes the connection, which makes the engine give the build up.
    /// </summary>
    /// <param name="context">The build context, a tar stream.</param>
    public async IAsyncEnumerable<BuildPiece> BuildAsync(
        Stream context, BuildSpec spec, [EnumeratorCancellation] CancellationToken cancel = default)
    {
        // Podman would build, with a builder and limits of its own that nobody has looked at.
        if (_engine.IsPodman)
            throw new EngineException(EngineFault.Unintelligible, 0,
                $"{_engine.Address}: this is Podman: images are built on Docker Engine, and moved here");
        var path = $"build?{spec.Query()}";
        using var content = new StreamContent(context);
        content.Headers.ContentType = new("application/x-tar");
        using var response = await _engine.OpenAsync(HttpMethod.Post, path, content, spec.Deadline, cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        await foreach (var piece in Pieces(stream, $"POST /{path}", spec.Deadline, cancel))
            yield return piece;
    }

    /// <summary>An image with all its layers as a tar stream.</summary>
    public async Task<Stream> SaveAsync(string name, CancellationToken cancel = default)
    {
        var call = $"images/{name}/get";
        var response = await _engine.OpenAsync(HttpMethod.Get, call, null, _engine.Limits.Start, cancel);
        return new WatchedStream(_engine, response, await response.Content.ReadAsStreamAsync(cancel), $"GET /{call}");
    }

    /// <summary>Takes in what <see cref="SaveAsync"/> gave; ids stay.</summary>
    public Task LoadAsync(Stream image, TimeSpan limit, CancellationToken cancel = default) =>
        UploadAsync("images/load?quiet=1", image, limit, cancel);

    /// <summary>Makes an image of one layer from a tar stream of a root file system.</summary>
    public Task ImportAsync(Stream root, string repository, string tag, TimeSpan limit,
        CancellationToken cancel = default) =>
        UploadAsync($"images/create?fromSrc=-&repo={Uri.EscapeDataString(repository)}&tag={Uri.EscapeDataString(tag)}",
            root, limit, cancel);

    async Task UploadAsync(string path, Stream body, TimeSpan limit, CancellationToken cancel)
    {
        using var content = new StreamContent(body);
        content.Headers.ContentType = new("application/x-tar");
        using var response = await _engine.OpenAsync(HttpMethod.Post, path, content, limit, cancel);
        await using var stream = await response.Content.ReadAsStreamAsync(cancel);
        // Errors after the beginning arrive as a line of the answer, whose status is 200.
        await foreach (var piece in Pieces(stream, $"POST /{path}", limit, cancel))
            if (piece.Error is { } error)
                throw new EngineException(EngineFault.Refused, 200, $"{_engine.Address}: POST /{path}: {error}");
    }

    async IAsyncEnumerable<BuildPiece> Pieces(
        Stream stream, string call, TimeSpan limit, [EnumeratorCancellation] CancellationToken cancel)
    {
        using var timer = new CallTimer(limit, cancel);
        var lines = new LineReader(stream);
        while (true)
        {
            BuildPiece? piece;
            try
            {
                if (await lines.ReadAsync(timer.Token) is not { } line)
                    yield break;
                piece = JsonSerializer.Deserialize<BuildPiece>(line.Span, EngineTransport.Json);
            }
            catch (Exception broken) when (broken is JsonException or InvalidDataException)
            {
                throw new EngineException(EngineFault.Unintelligible, 200,
                    $"{_engine.Address}: {call}: a line of the answer cannot be read: {broken.Message}", broken);
            }
            catch (Exception failure) when (
                failure is HttpRequestException or IOException or OperationCanceledException)
            {
                throw _engine.Explain(failure, call, timer, cancel);
            }
            if (piece is not null)
                yield return piece;
        }
    }
}
