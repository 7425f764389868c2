using System.Collections.Immutable;
using System.Text.Json.Nodes;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /openapi/v1.json</c>: this API, described from the same table that its routes are made of.</summary>
internal static class GetOpenApi
{
    public static Endpoint Create(ImmutableArray<Endpoint> endpoints, Site site) => new("GET", "/openapi/v1.json",
        "This document (OpenAPI 3.1).",
        request => request.WriteBytesAsync("application/json",
            System.Text.Encoding.UTF8.GetBytes(OpenApiDocument.Of(endpoints, site.PublicUrl).ToJsonString())))
    {
        IsOpen = true,
        IsPage = true, // It does not describe itself.
    };
}

/// <summary>Writes the document.</summary>
internal static class OpenApiDocument
{
    public static JsonObject Of(IEnumerable<Endpoint> endpoints, string url)
    {
        var paths = new JsonObject();
        foreach (var endpoint in endpoints.Where(e => !e.IsPage).OrderBy(e => e.Path, StringComparer.Ordinal))
        {
            var path = endpoint.Path.Replace("{**", "{", StringComparison.Ordinal);
            if (!paths.ContainsKey(path))
                paths[path] = new JsonObject();
            paths[path]![endpoint.Method == "GET" ? "get" : "post"] = Operation(endpoint);
        }
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Gradients.Ledger",
                ["version"] = "1",
                ["summary"] = "An append-only ledger of model-training tournaments with replayable scoring.",
                ["description"] = "ETags are ledger positions. Reads are open unless the server closes them; writes need "
                    + "an API key with a role. Every error is a problem document (RFC 9457).",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = url }),
            ["paths"] = paths,
            ["components"] = OpenApiSchemas.Components(),
        };
    }

    static JsonObject Operation(Endpoint endpoint)
    {
        var operation = new JsonObject
        {
            ["operationId"] = Id(endpoint),
            ["summary"] = endpoint.Summary,
            ["tags"] = new JsonArray(endpoint.Tag),
            ["security"] = endpoint.Command is null
                ? new JsonArray(new JsonObject(), Key())
                : new JsonArray(Key()),
        };
        if (endpoint.Parameters.Length > 0)
            operation["parameters"] = new JsonArray([.. endpoint.Parameters.Select(ParameterOf)]);
        if (endpoint.Command is { } command)
            operation["requestBody"] = OpenApiSchemas.Body(command, endpoint.ResponseType);
        operation["responses"] = Responses(endpoint);
        return operation;
    }

    static JsonObject Key() => new() { ["key"] = new JsonArray() };

    static string Id(Endpoint endpoint)
    {
        if (endpoint.Command is { } command)
            return command.Name;
        var words = endpoint.Path.Split(['/', '{', '}', '*', '-', '.'], StringSplitOptions.RemoveEmptyEntries);
        return "get_" + string.Join('_', words);
    }

    static JsonNode ParameterOf(Parameter parameter)
    {
        var described = new JsonObject
        {
            ["name"] = parameter.Name,
            ["in"] = parameter.In,
            ["required"] = parameter.In == "path",
            ["description"] = parameter.Meaning,
            ["schema"] = new JsonObject { ["type"] = parameter.Kind },
        };
        if (parameter.Example is { } example)
            described["example"] = parameter.Kind == "integer"
                ? long.Parse(example, System.Globalization.CultureInfo.InvariantCulture)
                : example;
        return described;
    }

    static JsonObject Responses(Endpoint endpoint)
    {
        var content = new JsonObject { [endpoint.ResponseType] = Content(endpoint) };
        if (endpoint.IsList)
            content["application/x-ndjson"] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        var responses = new JsonObject
        {
            ["200"] = new JsonObject
            {
                ["description"] = "Done.",
                ["headers"] = new JsonObject
                {
                    ["ETag"] = new JsonObject
                    {
                        ["description"] = "The position that the answer reflects.",
                        ["schema"] = new JsonObject { ["type"] = "string" },
                    },
                },
                ["content"] = content,
            },
        };
        foreach (var status in endpoint.Command is null ? ["400", "404", "503"] : OpenApiSchemas.CommandProblems)
            responses[status] = new JsonObject { ["$ref"] = $"#/components/responses/{OpenApiSchemas.Problem(status)}" };
        return responses;
    }

    static JsonObject Content(Endpoint endpoint)
    {
        var content = new JsonObject { ["schema"] = OpenApiSchemas.Answer(endpoint) };
        if (endpoint.Command is not null && endpoint.ResponseType == "application/json")
            content["example"] = JsonNode.Parse("""
                {"key":"entry-7-of-spring","outcome":"repeated","first":7,"last":7}
                """);
        return content;
    }
}
