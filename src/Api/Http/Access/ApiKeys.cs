using System.Security.Cryptography;
using System.Text;
using Gradients.Api.Database;
using Npgsql;

namespace Gradients.Api.Http.Access;

/// <summary>A key as the database knows it; the secret itself is nowhere.</summary>
internal sealed record ApiKey(
    string Id, string Name, Role Role, string Sha256, DateTime CreatedAt, DateTime? RevokedAt);

/// <summary>
/// Keys of those who write. A key is <c>gl_ID_SECRET</c>: 8 hex digits to find it by, and 32 random bytes, of which only
/// the SHA-256 is stored. Nothing slower is needed: 256 random bits cannot be guessed from their hash.
/// </summary>
internal sealed class ApiKeys(NpgsqlDataSource source)
{
    const string Prefix = "gl_";
    const int IdLength = 8;
    const int SecretLength = 64;

    /// <returns>The key, to be shown this once.</returns>
    public async Task<(string Id, string Key)> CreateAsync(string name, Role role, CancellationToken cancel)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdLength / 2));
        var key = $"{Prefix}{id}_{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretLength / 2))}";
        await using var insert = source.CreateCommand("insert into ledger_api_keys values ($1, $2, $3, $4, $5, null)");
        foreach (var value in new object[] { id, name, Roles.Word(role), Hash(key), DateTime.UtcNow })
            insert.Parameters.Add(new() { Value = value });
        await insert.ExecuteNonQueryAsync(cancel);
        return (id, key);
    }

    /// <summary>The key that was presented, if it is one and holds. Asked of the database each time, so a revoked key is
    /// refused with the next request, on every server.</summary>
    public async Task<ApiKey?> FindAsync(string presented, CancellationToken cancel)
    {
        if (presented.Length != Prefix.Length + IdLength + 1 + SecretLength
            || !presented.StartsWith(Prefix, StringComparison.Ordinal))
            return null;
        var found = await ListAsync("where id = $1", cancel, presented.Substring(Prefix.Length, IdLength));
        return found is [{ RevokedAt: null } key] && CryptographicOperations.FixedTimeEquals(
            Encoding.ASCII.GetBytes(key.Sha256), Encoding.ASCII.GetBytes(Hash(presented)))
            ? key
            : null;
    }

    public Task<List<ApiKey>> AllAsync(CancellationToken cancel) => ListAsync("order by created_at", cancel);

    /// <returns>Whether there was such a key and it had not been revoked.</returns>
    public async Task<bool> RevokeAsync(string id, CancellationToken cancel)
    {
        await using var update = source.CreateCommand(
            "update ledger_api_keys set revoked_at = $2 where id = $1 and revoked_at is null");
        update.Parameters.Add(new() { Value = id });
        update.Parameters.Add(new() { Value = DateTime.UtcNow });
        return await update.ExecuteNonQueryAsync(cancel) == 1;
    }

    Task<List<ApiKey>> ListAsync(string rest, CancellationToken cancel, params object[] parameters) => source.ListAsync(
        $"select id, name, role, sha256, created_at, revoked_at from ledger_api_keys {rest}",
        r => new ApiKey(r.GetString(0), r.GetString(1), Roles.Of(r.GetString(2)), r.GetString(3), r.GetDateTime(4),
            r.Maybe<DateTime>(5)),
        cancel, parameters);

    static string Hash(string key) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(key)));
}
