using System.Net.Sockets;
using System.Text;
using Gradients.Runners.Engine;
using Gradients.Runners.Pool;

namespace Gradients.Host.Tests.Engine;

public sealed class when_an_engine_does_not_behave : IDisposable
{
    static readonly EngineLimits Short = EngineLimits.Usual with { Call = TimeSpan.FromMilliseconds(300) };

    readonly string _path = Path.Combine(Path.GetTempPath(), $"ge-{Guid.NewGuid():N}"[..15]);
    readonly Socket _listener = new(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);

    /// <summary>Kept: a collected socket would close its connection.</summary>
    readonly List<Socket> _clients = [];

    EngineAddress Address => EngineAddress.Parse($"unix://{_path}");

    void Answer(string? answer)
    {
        _listener.Bind(new UnixDomainSocketEndPoint(_path));
        _listener.Listen();
        _ = Task.Run(async () =>
        {
            while (true)
            {
                var client = await _listener.AcceptAsync();
                _clients.Add(client);
                await client.ReceiveAsync(new byte[4096]); // The request.
                if (answer is not null)
                    await client.SendAsync(Encoding.ASCII.GetBytes(answer.ReplaceLineEndings("\r\n")));
            }
        });
    }

    Task<EngineException> FailsAsync() =>
        Assert.ThrowsAsync<EngineException>(() => EngineClient.ConnectAsync(Address, Short));

    [Fact]
    public async Task nothing_that_listens_is_unreachable()
    {
        var fault = await FailsAsync();
        Assert.Equal((EngineFault.Unreachable, true), (fault.Fault, fault.IsHostTrouble));
        Assert.Contains(_path, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task one_that_accepts_and_never_answers_runs_into_the_time_limit()
    {
        Answer(null);
        var fault = await FailsAsync();
        Assert.Equal(EngineFault.TimedOut, fault.Fault);
        Assert.Contains("no answer within 0.3 s", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task the_callers_own_cancellation_is_told_apart()
    {
        Answer(null);
        using var cancel = new CancellationTokenSource(50);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => EngineClient.ConnectAsync(Address, EngineLimits.Usual, cancel.Token));
    }

    [Fact]
    public async Task one_that_is_too_old_is_named_with_its_version()
    {
        Answer("HTTP/1.1 200 OK\nApi-Version: 1.24\nContent-Length: 2\n\nOK");
        var fault = await FailsAsync();
        Assert.Equal(EngineFault.Unintelligible, fault.Fault);
        Assert.Contains("'1.24', at least 1.40", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task half_an_answer_is_the_hosts_trouble()
    {
        Answer("HTTP/1.1 200 OK\nApi-Version: 1.41\nContent-Length: 900\n\n{\"Name\":");
        using var engine = await EngineClient.ConnectAsync(Address, Short);
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.InfoAsync());
        Assert.True(fault.IsHostTrouble);
    }

    [Fact]
    public async Task an_answer_that_is_no_json_cannot_be_understood()
    {
        Answer("HTTP/1.1 200 OK\nApi-Version: 1.41\nContent-Length: 7\nConnection: close\n\n<html/>");
        using var engine = await EngineClient.ConnectAsync(Address, Short);
        var fault = await Assert.ThrowsAsync<EngineException>(() => engine.InfoAsync());
        Assert.Equal(EngineFault.Unintelligible, fault.Fault);
    }

    [Theory]
    [InlineData("/var/run/docker.sock")]
    [InlineData("unix://")]
    [InlineData("http://10.0.0.1:2375")]
    [InlineData("tcp://10.0.0.1:2376")]
    public void an_address_without_protection_is_refused(string address) =>
        Assert.Throws<FormatException>(() => EngineAddress.Parse(address));

    public void Dispose()
    {
        _listener.Dispose();
        _clients.ForEach(client => client.Dispose());
        File.Delete(_path);
    }

    /// <summary>So Docker answers when a container ends while it is looked at.</summary>
    [Fact]
    public async Task figures_that_do_not_come_are_no_fault()
    {
        Answer("HTTP/1.1 200 OK\nApi-Version: 1.41\nContent-Length: 0\nConnection: close\n\n");
        using var engine = await EngineClient.ConnectAsync(Address, Short);
        Assert.Null(await engine.Containers.StatsAsync("ended"));
    }
}
