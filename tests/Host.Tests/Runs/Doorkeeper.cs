using System.Net.Sockets;
using System.Text;
using Gradients.Runners.Engine;

namespace Gradients.Host.Tests.Runs;

/// <summary>Stands before an engine, and does something just before a call with these words in it is passed on.</summary>
sealed class Doorkeeper : IAsyncDisposable
{
    readonly string _path = Path.Combine(Path.GetTempPath(), $"gd-{Guid.NewGuid():N}"[..15]);
    readonly Socket _door = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
    readonly CancellationTokenSource _stop = new();
    readonly EngineAddress _engine;
    readonly string _words;
    readonly Func<Task> _before;

    public Doorkeeper(EngineAddress engine, string words, Func<Task> before)
    {
        (_engine, _words, _before) = (engine, words, before);
        _door.Bind(new UnixDomainSocketEndPoint(_path));
        _door.Listen();
        _ = ServeAsync();
    }

    public Task<EngineClient> ConnectAsync() => EngineClient.ConnectAsync(EngineAddress.Parse($"unix://{_path}"));

    async Task ServeAsync()
    {
        while (true)
            _ = PassAsync(await _door.AcceptAsync(_stop.Token));
    }

    async Task PassAsync(Socket client)
    {
        using var engine = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await engine.ConnectAsync(new UnixDomainSocketEndPoint(((EngineAddress.UnixSocket)_engine).Path));
        await using var ours = new NetworkStream(client, ownsSocket: true);
        await using var theirs = new NetworkStream(engine);
        await Task.WhenAny(AskAsync(ours, theirs), theirs.CopyToAsync(ours, _stop.Token));
    }

    async Task AskAsync(NetworkStream ours, NetworkStream theirs)
    {
        var buffer = new byte[64 << 10];
        while (await ours.ReadAsync(buffer, _stop.Token) is > 0 and var read)
        {
            if (Encoding.ASCII.GetString(buffer, 0, read).Contains(_words, StringComparison.Ordinal))
                await _before();
            await theirs.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _door.Dispose();
        _stop.Dispose();
        File.Delete(_path);
    }
}
