using System.Collections.Immutable;

namespace Gradients.Api.Http;

/// <summary>
/// One request: where it is, what it means and who handles it. Routes, the OpenAPI document and the tests over all
/// requests are made from these.
/// </summary>
/// <param name="Path">A route template; <c>{**rest}</c> takes slashes.</param>
/// <param name="Summary">One sentence.</param>
internal sealed record Endpoint(string Method, string Path, string Summary, Func<Request, Task> Handle)
{
    public ImmutableArray<Parameter> Parameters { get; init; } = [];

    /// <summary>What a success holds.</summary>
    public string ResponseType { get; init; } = "application/json";

    /// <summary>Lists are also streamed one a line, when asked for <c>application/x-ndjson</c>.</summary>
    public bool IsList { get; init; }

    /// <summary>An answer that goes on for as long as somebody listens.</summary>
    public bool IsStream { get; init; }

    /// <summary>
    /// Success follows from the question and the events alone: it is made once for all who ask at the same time.
    /// </summary>
    public bool IsShared { get; init; }

    /// <summary>Part of the pages for people, which the API document leaves out.</summary>
    public bool IsPage { get; init; }

    /// <summary>Answered to everybody, also where reading is closed.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The command it records, with a body to show; null: it reads.</summary>
    public CommandExample? Command { get; init; }

    /// <summary>Group in the document.</summary>
    public string Tag { get; init; } = "ledger";

    /// <summary>JSON of a success, to show.</summary>
    public string? Example { get; init; }
}

/// <param name="Kind">OpenAPI's word: string, integer or boolean.</param>
/// <param name="In">OpenAPI's word: path, query or header.</param>
internal sealed record Parameter(string Name, string In, string Kind, string Meaning, string? Example = null)
{
    public static Parameter Query(string name, string kind, string meaning, string? example = null) =>
        new(name, "query", kind, meaning, example);

    public static Parameter Path(string name, string meaning, string example, string kind = "string") =>
        new(name, "path", kind, meaning, example);

    public static readonly Parameter At = Query(
        "at", "integer", "The ledger as it stood after this position; the head when left out.", "120");
}
