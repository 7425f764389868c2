using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Api.Http;

/// <summary>Hears of appends by any process, over every loss of its connection.</summary>
internal sealed class AppendListener(NpgsqlDataSource source, Action wake)
{
    // A writer that uses Marten does not notify: look anyway now and then.
    static readonly TimeSpan Silence = TimeSpan.FromSeconds(2);

    public async Task RunAsync(CancellationToken cancel)
    {
        while (!cancel.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(cancel);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception failure) when (failure is NpgsqlException or IOException)
            {
                wake(); // The turn that follows tells what is wrong.
                await Task.Delay(Silence, CancellationToken.None);
            }
        }
    }

    async Task ListenAsync(CancellationToken cancel)
    {
        await using var connection = await source.OpenConnectionAsync(cancel);
        await using (var listen = new NpgsqlCommand($"listen {EventStore.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        try
        {
            await HearAsync(connection, cancel);
        }
        finally
        {
            // Back in the pool it would go on hearing, and nobody would read what it hears.
            if (connection.State == System.Data.ConnectionState.Open)
                await using (var stop = new NpgsqlCommand("unlisten *", connection))
                    await stop.ExecuteNonQueryAsync(CancellationToken.None);
        }
    }

    async Task HearAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        while (true)
        {
            wake(); // Also after the first: what was appended before we listened.
            await connection.WaitAsync(Silence, cancel);
        }
    }
}
