using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text.Json;

namespace Gradients.Api.Http.Notifications;

/// <summary>A notice as a target takes it.</summary>
internal static class WebhookRequest
{
    /// <summary>HMAC-SHA256 of the body's bytes under the secret, in hexadecimal after <c>sha256=</c>.</summary>
    public const string Signature = "X-Gradients-Signature";

    /// <summary>The same for the same notice at every attempt, so a receiver can tell a repetition.</summary>
    public const string Id = "X-Gradients-Delivery";

    public static HttpRequestMessage Of(WebhookConfig target, Notice notice, string url)
    {
        var body = target.Shape == WebhookShape.Discord ? Discord(notice, url) : Generic(notice, url);
        var request = new HttpRequestMessage(HttpMethod.Post, target.Url) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(Id, $"{notice.Position}-{notice.Kind}");
        if (target.SecretFile is { } file)
            request.Headers.Add(Signature,
                $"sha256={Convert.ToHexStringLower(HMACSHA256.HashData(Secret(file), body))}");
        return request;
    }

    /// <summary>Read each time, so a new secret needs no restart; a line feed at its end is the editor's.</summary>
    static byte[] Secret(string file)
    {
        var secret = File.ReadAllBytes(file).AsSpan();
        return secret.TrimEnd("\r\n"u8).ToArray();
    }

    static byte[] Generic(Notice notice, string url) => Json(json =>
    {
        json.WriteString("kind", notice.Kind);
        json.WriteNumber("position", notice.Position);
        json.WriteString("title", notice.Title);
        json.WriteString("text", notice.Text);
        json.WriteString("url", url + notice.Path);
    });

    static byte[] Discord(Notice notice, string url) => Json(json =>
    {
        json.WriteString("content", $"**{notice.Title}**\n{notice.Text}\n{url}{notice.Path}");
        // Hotkeys and reasons are strangers' words: they may mention nobody.
        json.WriteStartObject("allowed_mentions");
        json.WriteStartArray("parse");
        json.WriteEndArray();
        json.WriteEndObject();
    });

    static byte[] Json(Action<Utf8JsonWriter> write)
    {
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes))
        {
            json.WriteStartObject();
            write(json);
            json.WriteEndObject();
        }
        return bytes.ToArray();
    }
}
