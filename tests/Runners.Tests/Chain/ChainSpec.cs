using System.Text.Json.Nodes;
using Gradients.Ledger;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>Specs with a node of their own.</summary>
public abstract class ChainSpec : IAsyncDisposable
{
    protected static readonly Hotkey Alice = new("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");

    protected static readonly CancellationToken None = CancellationToken.None;

    /// <summary>Quick to give up, so that no test waits long.</summary>
    protected static readonly Patience Impatient = new(
        TimeSpan.FromSeconds(5), 4, TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(40));

    readonly List<IAsyncDisposable> _open = [];

    protected FakeChain Fake { get; } = new();

    protected FakeNode Node => field ??= Opened(new FakeNode(Fake.AnswerAsync));

    protected T Opened<T>(T disposable) where T : IAsyncDisposable
    {
        _open.Add(disposable);
        return disposable;
    }

    protected RpcClient Client(params Uri[] endpoints) =>
        Opened(new RpcClient(endpoints is [] ? [Node.WebSocket] : endpoints, Impatient));

    protected ChainReader Reader(params Uri[] endpoints) => new(Client(endpoints));

    protected async Task<SubnetReader> SubnetAsync() => await SubnetReader.LatestAsync(Reader(), 1, None);

    protected static string Key(string item) => (string)RecordedSession.Explained["storage_keys"]![item]!;

    protected static JsonNode Json(string text) => JsonNode.Parse(text)!;

    public async ValueTask DisposeAsync()
    {
        for (var i = _open.Count - 1; i >= 0; i--)
            await _open[i].DisposeAsync();
        GC.SuppressFinalize(this);
    }
}
