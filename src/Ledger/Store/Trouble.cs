using System.Net.Sockets;
using Npgsql;

namespace Gradients.Ledger.Store;

/// <summary>Tells a server that went away from a server that refuses, and says either in words of its own.</summary>
static class Trouble
{
    /// <summary>
    /// The connection broke, or the server is stopping, starting or out of places: trying again may help.
    /// </summary>
    internal static bool IsConnection(Exception reason) => reason switch
    {
        PostgresException refused => refused.SqlState[..2] is "08" or "53"
            || refused.SqlState.StartsWith("57P", StringComparison.Ordinal),
        NpgsqlException or SocketException or IOException => true,
        StoreException { InnerException: { } inner } => IsConnection(inner),
        _ => false,
    };

    /// <summary>
    /// Does what may be done twice, says what went wrong in words of its own, and tries once more when the connection
    /// is gone: a pooled one may have died with a server that is back by now.
    /// </summary>
    internal static async Task<T> GuardAsync<T>(string what, Func<Task<T>> work)
    {
        try
        {
            try
            {
                return await work();
            }
            catch (Exception reason) when (IsConnection(reason))
            {
                return await work();
            }
        }
        catch (Exception reason) when (reason is NpgsqlException or SocketException)
        {
            throw Explain(what, reason);
        }
    }

    /// <summary>
    /// Says what went wrong in words of its own. It is not tried again: a transaction is gone with its connection.
    /// </summary>
    internal static async Task ExplainedAsync(string what, Task work)
    {
        try
        {
            await work;
        }
        catch (NpgsqlException reason)
        {
            throw Explain(what, reason);
        }
    }

    internal static Exception Explain(string what, Exception reason) => reason switch
    {
        PostgresException
        {
            SqlState: PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.UndefinedFunction
                or PostgresErrorCodes.InvalidSchemaName,
        } refused => new StoreException(
            $"{what}: {refused.MessageText}. The database lacks a part of the ledger: run `gradients db migrate`.",
            refused),
        PostgresException { ConstraintName: "ledger_commands_pkey" } refused => new StoreException(
            $"{what}: one of its commands was recorded before. Its idempotency key tells which.", refused),
        PostgresException { Hint: { Length: > 0 } hint } refused =>
            new StoreException($"{what}: {refused.MessageText} ({refused.SqlState}). {hint}", refused),
        PostgresException refused =>
            new StoreException($"{what}: {refused.MessageText} ({refused.SqlState}).", refused),
        NpgsqlException or SocketException => new StoreException(
            $"{what}: PostgreSQL cannot be reached ({reason.Message}). See whether the server runs: "
            + "`gradients db status`.", reason),
        _ => reason,
    };
}
