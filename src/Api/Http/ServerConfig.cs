using System.Text.Json;
using System.Text.Json.Serialization;
using Gradients.Api.Http.Notifications;
using Gradients.Api.Shell;

namespace Gradients.Api.Http;

/// <summary>
/// Everything <c>gradients serve</c> can be told, read from one JSON file (comments allowed). An unknown key, a wrong
/// type or a value that cannot work ends the start with the key's name; docs/http.md explains each.
/// </summary>
internal sealed record ServerConfig
{
    static readonly JsonSerializerOptions Strict = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, // A mistyped key must not be a silent default.
        ReadCommentHandling = JsonCommentHandling.Skip,
        AllowTrailingCommas = true,
        AllowDuplicateProperties = false, // Which of the two was meant?
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <summary>Addresses to listen on, <c>http://host:port</c>; port 0 takes a free one.</summary>
    public string[] Listen { get; init; } = ["http://127.0.0.1:8420"];

    /// <summary>Connection string; absent: the private cluster of GRADIENTS_HOME.</summary>
    public string? Database { get; init; }

    /// <summary>Under which URL others reach this server; absent: the first address it listens on.</summary>
    public string? PublicUrl { get; init; }

    /// <summary>The subnet whose weights the pages show.</summary>
    public int Netuid { get; init; } = 56;

    /// <summary>Who may read: everybody, or holders of an API key.</summary>
    public ReadAccess Reads { get; init; } = ReadAccess.Open;

    public LimitsConfig Limits { get; init; } = new();

    /// <summary>Folder of a published log to serve; absent: no log is served.</summary>
    public string? LogFolder { get; init; }

    public HealthConfig Health { get; init; } = new();

    /// <summary>Minutes between audits of the ledger by this server itself; 0: none.</summary>
    public int AuditMinutes { get; init; } = 60;

    /// <summary>Who is told what happened.</summary>
    public WebhookConfig[] Webhooks { get; init; } = [];

    /// <summary>OTLP endpoint for traces; absent: none are collected.</summary>
    public string? Otlp { get; init; }

    /// <exception cref="Trouble">The file cannot be read or does not hold; every problem is named.</exception>
    public static ServerConfig Read(string path)
    {
        ServerConfig? config;
        try
        {
            config = JsonSerializer.Deserialize<ServerConfig>(Input.ReadAll(path), Strict);
        }
        catch (JsonException wrong)
        {
            throw new Trouble($"{Input.Name(path)}: {Terminal.Plain(wrong.Message)}");
        }
        if (config is null)
            throw new Trouble($"{Input.Name(path)} holds no object");
        var problems = config.Problems().ToArray();
        return problems.Length == 0
            ? config
            : throw new Trouble($"{Input.Name(path)}: {Terminal.Plain(string.Join("; ", problems))}");
    }

    /// <summary>What is wrong with it, one sentence a key.</summary>
    public IEnumerable<string> Problems()
    {
        if (Listen is not { Length: > 0 })
            yield return "listen: at least one address is needed";
        foreach (var address in Listen ?? [])
            if (ListenAddress.TryParse(address) is null)
                yield return $"listen: '{address}' is not http://HOST:PORT with an IP address, localhost or *";
        if (PublicUrl is not null && !IsWeb(PublicUrl))
            yield return "publicUrl: not an http:// or https:// address";
        if (Otlp is not null && !IsWeb(Otlp))
            yield return "otlp: not an http:// or https:// address";
        if (Netuid is < 0 or > ushort.MaxValue)
            yield return "netuid: 0 to 65535";
        if (LogFolder is not null && !Directory.Exists(LogFolder))
            yield return $"logFolder: there is no folder {LogFolder} ('gradients publish' makes one)";
        if (AuditMinutes is < 0 or > 100_000)
            yield return "auditMinutes: 0 to 100000";
        foreach (var problem in (Limits ?? new()).Problems().Concat((Health ?? new()).Problems()))
            yield return problem;
        foreach (var problem in (Webhooks ?? []).SelectMany(webhook => webhook.Problems()))
            yield return problem;
        if ((Webhooks ?? []).GroupBy(w => w.Name, StringComparer.Ordinal).Any(same => same.Count() > 1))
            yield return "webhooks: two have the same name";
    }

    public static bool IsWeb(string url) => Uri.TryCreate(url, UriKind.Absolute, out var uri)
        && (uri.Scheme is "http" or "https");
}

internal enum ReadAccess
{
    Open,
    Keys,
}
