using Microsoft.AspNetCore.Http;

namespace Gradients.Api.Http.Access;

/// <summary>Finds out who asks, and refuses those who may not.</summary>
internal sealed class Gate(ServerConfig config, ApiKeys keys)
{
    const string Bearer = "Bearer ";
    const string Known = "gradients.key";

    /// <summary>The key of the caller; null: none was presented.</summary>
    /// <exception cref="Refusing">One was presented, and it is unknown or revoked.</exception>
    public async Task<ApiKey?> CallerAsync(HttpContext http)
    {
        if (http.Items.TryGetValue(Known, out var before))
            return (ApiKey?)before;
        var header = http.Request.Headers.Authorization.ToString();
        if (header.Length == 0)
            return null;
        var key = header.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase)
            ? await keys.FindAsync(header[Bearer.Length..].Trim(), http.RequestAborted)
            : null;
        http.Items[Known] = key ?? throw new Refusing(401, "key-unknown", "This API key is unknown or was revoked.");
        return key;
    }

    /// <summary>The key of a caller who writes.</summary>
    public async Task<ApiKey> WriterAsync(HttpContext http) => await CallerAsync(http)
        ?? throw new Refusing(401, "key-needed", "Writing needs an API key: Authorization: Bearer gl_…");

    public static void Check(ApiKey key, string command)
    {
        if (!Roles.May(key.Role, command))
            throw new Refusing(403, "role-not-enough", $"A {Roles.Word(key.Role)} may not {command}: that takes a key "
                + $"with the role {Roles.Word(Roles.Least(command))}.");
    }

    /// <summary>Reading is free unless the configuration closes it.</summary>
    public async Task CheckReaderAsync(HttpContext http)
    {
        if (config.Reads == ReadAccess.Keys && await CallerAsync(http) is null)
            throw new Refusing(401, "key-needed", "This server is read with an API key: Authorization: Bearer gl_…");
    }
}
