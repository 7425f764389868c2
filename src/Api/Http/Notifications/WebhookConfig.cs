namespace Gradients.Api.Http.Notifications;

/// <summary>Somebody to be told.</summary>
internal sealed record WebhookConfig
{
    /// <summary>Its name in the table of deliveries; stable, or everything counts as new.</summary>
    public string Name { get; init; } = "";

    public string Url { get; init; } = "";

    /// <summary>Generic JSON with a signature, or what Discord takes.</summary>
    public WebhookShape Shape { get; init; } = WebhookShape.Json;

    /// <summary>File whose bytes key the HMAC-SHA256 of the body; needed for the generic shape.</summary>
    public string? SecretFile { get; init; }

    /// <summary>Which notices; empty: all.</summary>
    public string[] Notices { get; init; } = [];

    public bool Wants(string kind) => Notices.Length == 0 || Notices.Contains(kind);

    public IEnumerable<string> Problems()
    {
        if (Name.Length is 0 or > 60)
            yield return "webhooks.name: 1 to 60 characters";
        if (!ServerConfig.IsWeb(Url))
            yield return $"webhooks.url of '{Name}': not an http:// or https:// address";
        if (Shape == WebhookShape.Json && SecretFile is null)
            yield return $"webhooks.secretFile of '{Name}': a generic webhook is signed, so it needs one";
        if (SecretFile is not null && !File.Exists(SecretFile))
            yield return $"webhooks.secretFile of '{Name}': there is no file {SecretFile}";
        foreach (var notice in Notices)
            if (!Notice.Kinds.Contains(notice))
                yield return $"webhooks.notices of '{Name}': '{notice}' is none of "
                    + string.Join(", ", Notice.Kinds);
    }
}

internal enum WebhookShape
{
    Json,
    Discord,
}
