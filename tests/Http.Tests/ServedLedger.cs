namespace Gradients.Http.Tests;

/// <summary>Every test has a server of its own, over a ledger into which these commands were recorded.</summary>
public abstract class ServedLedger(params string[] records) : IAsyncLifetime
{
    private protected RunningServer _server = null!;

    public async ValueTask InitializeAsync()
    {
        _server = await RunningServer.StartAsync();
        foreach (var lines in records)
            await _server.RecordAsync(lines);
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
