using System.Text.Json;
using System.Text.Json.Nodes;

namespace Gradients.Api.Http.Queries;

/// <summary>The shapes of the API document: commands by their recorded examples, answers, and problems.</summary>
internal static class OpenApiSchemas
{
    public static readonly string[] CommandProblems = ["400", "401", "403", "409", "413", "422", "429", "503"];

    static readonly Dictionary<string, (string Name, string Meaning)> ProblemNames = new(StringComparer.Ordinal)
    {
        ["400"] = ("Unreadable", "The request cannot be read; the sentence names the field."),
        ["401"] = ("KeyNeeded", "An API key is needed, or this one is unknown or revoked."),
        ["403"] = ("RoleNotEnough", "The key's role may not do this."),
        ["404"] = ("NotFound", "There is no such thing."),
        ["409"] = ("Stale", "The stream has moved on since the caller looked."),
        ["413"] = ("TooLarge", "The body is larger than the server allows."),
        ["422"] = ("Refused", "A rule forbids it: code and rule say which."),
        ["429"] = ("TooMany", "The caller's budget is used up; Retry-After says when there is more."),
        ["503"] = ("NotReady", "The server cannot answer now; it will again."),
    };

    public static string Problem(string status) => ProblemNames[status].Name;

    public static JsonObject Body(CommandExample command, string responseType)
    {
        var examples = new JsonObject();
        for (var i = 0; i < command.Data.Count && i < 3; i++)
            examples[$"recorded {i + 1}"] = new JsonObject { ["value"] = JsonNode.Parse(command.Data[i]) };
        var lines = responseType == "application/x-ndjson";
        return new JsonObject
        {
            ["required"] = true,
            ["content"] = new JsonObject
            {
                [lines ? responseType : "application/json"] = lines
                    ? new JsonObject
                    {
                        ["schema"] = new JsonObject { ["type"] = "string" }, ["example"] = $"{command.Data[0]}\n",
                    }
                    : new JsonObject
                    {
                        ["schema"] = Merged(command.Data.Select(data => JsonNode.Parse(data))),
                        ["examples"] = examples,
                    },
            },
        };
    }

    public static JsonObject Answer(Endpoint endpoint)
    {
        if (endpoint.ResponseType != "application/json")
            return new JsonObject { ["type"] = "string" };
        if (endpoint.Command is not null)
            return new JsonObject { ["$ref"] = "#/components/schemas/Answer" };
        var item = new JsonObject { ["type"] = "object", ["additionalProperties"] = true };
        if (endpoint.Path.StartsWith("/api/events", StringComparison.Ordinal))
            item = new JsonObject { ["$ref"] = "#/components/schemas/Event" };
        return endpoint.IsList || endpoint.Path is "/api/tables" or "/api/audits"
            ? new JsonObject { ["type"] = "array", ["items"] = item }
            : item;
    }

    /// <summary>A schema that all of the examples fit: what is in every one of them is required.</summary>
    static JsonObject Merged(IEnumerable<JsonNode?> examples)
    {
        var all = examples.OfType<JsonObject>().ToArray();
        var properties = new JsonObject();
        foreach (var name in all.SelectMany(e => e.Select(p => p.Key)).Distinct().Order(StringComparer.Ordinal))
            properties[name] = Schema([.. all.Where(e => e.ContainsKey(name)).Select(e => e[name])]);
        var required = properties.Select(p => p.Key).Where(name => Array.TrueForAll(all, e => e.ContainsKey(name)));
        var schema = new JsonObject { ["type"] = "object", ["properties"] = properties };
        if (required.Select(name => (JsonNode)name).ToArray() is { Length: > 0 } names)
            schema["required"] = new JsonArray(names);
        return schema;
    }

    static JsonObject Schema(JsonNode?[] values)
    {
        if (values[0] is JsonObject)
            return Merged(values);
        if (values[0] is JsonArray)
        {
            var items = values.OfType<JsonArray>().SelectMany(array => array).ToArray();
            return new JsonObject
            {
                ["type"] = "array", ["items"] = items.Length == 0 ? new JsonObject() : Schema(items),
            };
        }
        var kinds = values.Select(Kind).Distinct().Order(StringComparer.Ordinal).ToList();
        if (kinds.Contains("number"))
            kinds.Remove("integer");
        return new JsonObject
        {
            ["type"] = kinds.Count == 1 ? kinds[0] : new JsonArray([.. kinds.Select(kind => (JsonNode)kind)]),
        };
    }

    static string Kind(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "string",
        JsonValueKind.True or JsonValueKind.False => "boolean",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny(".eE") ? "number" : "integer",
        _ => "null",
    };

    public static JsonObject Components()
    {
        var responses = new JsonObject();
        foreach (var (name, meaning) in ProblemNames.Values)
            responses[name] = new JsonObject
            {
                ["description"] = meaning,
                ["content"] = new JsonObject
                {
                    ["application/problem+json"] = new JsonObject
                    {
                        ["schema"] = new JsonObject { ["$ref"] = "#/components/schemas/Problem" },
                    },
                },
            };
        return new JsonObject
        {
            ["securitySchemes"] = new JsonObject
            {
                ["key"] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer" },
            },
            ["responses"] = responses,
            ["schemas"] = JsonNode.Parse(Shapes),
        };
    }

    const string Shapes = """
        {
          "Event": {
            "type": "object",
            "required": ["at", "causation", "data", "position", "stream", "type", "v", "version"],
            "properties": {
              "at": { "type": "string", "description": "When the writer says it was recorded; never an input to a rule." },
              "causation": { "type": "string", "description": "Idempotency key of the command behind it." },
              "data": { "type": "object", "additionalProperties": true },
              "position": { "type": "integer", "description": "Place in the ledger, from 1, without holes." },
              "stream": { "type": "string" },
              "type": { "type": "string" },
              "v": { "type": "integer", "description": "Version of the shape of its data." },
              "version": { "type": "integer", "description": "Place in its stream, from 1." }
            }
          },
          "Answer": {
            "type": "object",
            "required": ["key", "outcome"],
            "properties": {
              "key": { "type": "string" },
              "outcome": { "type": "string", "enum": ["accepted", "repeated"] },
              "events": { "type": "array", "items": { "$ref": "#/components/schemas/Event" } },
              "first": { "type": "integer", "description": "Of what the same command wrote before." },
              "last": { "type": "integer" }
            }
          },
          "Problem": {
            "type": "object",
            "required": ["type", "title", "status", "detail"],
            "properties": {
              "type": { "type": "string" },
              "title": { "type": "string" },
              "status": { "type": "integer" },
              "detail": { "type": "string" },
              "instance": { "type": "string" },
              "code": { "type": "string", "description": "Of a refusal: a stable word for programs." },
              "rule": { "type": "string", "description": "Of a refusal: the rule that forbids it." },
              "version": { "type": "integer", "description": "Of a stale view: the stream's version." },
              "position": { "type": "integer", "description": "Of a stale view: the stream's last position." }
            }
          }
        }
        """;
}
