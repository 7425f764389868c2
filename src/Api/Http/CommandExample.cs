namespace Gradients.Api.Http;

/// <summary>A command as the documents show it: its name, the kind of stream it goes to, and data that was recorded.</summary>
/// <param name="Kind">First word of the stream's name.</param>
/// <param name="Stream">A stream it was recorded in.</param>
/// <param name="Data">JSON objects; at least one.</param>
internal sealed record CommandExample(string Name, string Kind, string Stream, IReadOnlyList<string> Data)
{
    /// <summary>Where it is posted; the stream's id is part of the path.</summary>
    public string Path => Kind switch
    {
        "tournament" => $"/api/tournaments/{{id}}/{Name}",
        "metagraph" or "weights" or "benchmark" => $"/api/{Kind}/{{id}}/{Name}",
        _ => $"/api/{Kind}/{Name}",
    };

    public bool HasId => Path.Contains("{id}", StringComparison.Ordinal);

    /// <summary>The id within its stream's name.</summary>
    public string Id => Stream[(Stream.IndexOf('/', StringComparison.Ordinal) + 1)..];

    public string StreamOf(string id) => HasId ? $"{Kind}/{id}" : Kind;
}
