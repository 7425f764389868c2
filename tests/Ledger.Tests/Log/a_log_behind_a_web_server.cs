using System.IO.Compression;
using System.Net;
using Gradients.Ledger.Log;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_log_behind_a_web_server : IDisposable
{
    readonly SmallLog _log = new SmallLog().Grow(700);
    readonly HttpListener _listener;
    readonly string _prefix;
    readonly List<string> _asked = [];
    Action<HttpListenerContext, byte[]?> _answer = Plainly;

    public a_log_behind_a_web_server()
    {
        (_listener, var address) = LoopbackListener.Open();
        _prefix = $"{address}logs/small";
        _ = Task.Run(ServeAsync);
    }

    async Task ServeAsync()
    {
        while (_listener.IsListening)
        {
            var context = await _listener.GetContextAsync();
            var path = context.Request.Url!.AbsolutePath["/logs/small/".Length..];
            _asked.Add(path);
            var file = Path.Combine(_log.Folder, path);
            _answer(context, File.Exists(file) ? File.ReadAllBytes(file) : null);
            context.Response.Close();
        }
    }

    static void Plainly(HttpListenerContext context, byte[]? bytes)
    {
        context.Response.StatusCode = bytes is null ? 404 : 200;
        context.Response.OutputStream.Write(bytes ?? []);
    }

    List<string> ReadAll()
    {
        using var source = LogSource.Open(_prefix);
        return SmallLog.EntriesOf(new TiledLog(source, SmallLog.Policy).EntriesAhead());
    }

    [Fact]
    public void is_read_as_from_its_folder() => Assert.Equal(SmallLog.EntriesOf(_log.Open().Entries()), ReadAll());

    [Fact]
    public void may_come_compressed()
    {
        _answer = (context, bytes) =>
        {
            using var zipped = new MemoryStream();
            using (var gzip = new GZipStream(zipped, CompressionLevel.Fastest))
                gzip.Write(bytes!);
            context.Response.AddHeader("Content-Encoding", "gzip");
            context.Response.OutputStream.Write(zipped.ToArray());
        };
        Assert.Equal(700, ReadAll().Count);
    }

    [Fact]
    public void is_asked_again_when_the_server_is_busy()
    {
        var busy = 2;
        _answer = (context, bytes) =>
        {
            if (busy-- > 0)
                context.Response.StatusCode = 503;
            else
                Plainly(context, bytes);
        };
        Assert.Equal(700, ReadAll().Count);
        Assert.Equal(3, _asked.Count(path => path == "checkpoint"));
    }

    [Fact]
    public void that_stays_broken_is_unreadable_which_is_not_bad()
    {
        _answer = (context, _) => context.Response.StatusCode = 500;
        Assert.Contains("checkpoint: the server answered 500", Assert.Throws<UnreadableLog>(ReadAll).Message);
        _answer = (context, _) => context.Response.StatusCode = 403;
        Assert.Contains("403", Assert.Throws<UnreadableLog>(ReadAll).Message);
    }

    [Fact]
    public void without_a_server_is_unreadable()
    {
        var (listener, nobody) = LoopbackListener.Open();
        listener.Close();
        using var source = LogSource.Open(nobody.ToString());
        Assert.Throws<UnreadableLog>(() => new TiledLog(source, SmallLog.Policy));
    }

    [Fact]
    public void with_a_missing_file_is_bad()
    {
        _answer = (context, bytes) =>
            Plainly(context, context.Request.RawUrl!.EndsWith("entries/001", StringComparison.Ordinal) ? null : bytes);
        var bad = Assert.Throws<BadLog>(ReadAll);
        Assert.Equal(("tile/entries/001", 257), (bad.Path, bad.Position));
    }

    [Fact]
    public void that_sends_without_end_is_stopped_at_the_largest_a_file_can_be()
    {
        _answer = (context, _) =>
        {
            try
            {
                for (var i = 0; i < 1000; i++)
                    context.Response.OutputStream.Write(new byte[1 << 16]);
            }
            catch (HttpListenerException)
            {
                // The reader hung up, which is what it should do.
            }
        };
        Assert.Contains("more than 262144 bytes", Assert.Throws<BadLog>(ReadAll).Message);
    }

    [Fact]
    public void that_hangs_up_in_the_middle_is_unreadable()
    {
        _answer = (context, bytes) =>
        {
            context.Response.ContentLength64 = bytes!.Length + 10;
            context.Response.OutputStream.Write(bytes);
            context.Response.Abort();
        };
        Assert.Throws<UnreadableLog>(ReadAll);
    }

    public void Dispose()
    {
        _listener.Close();
        _log.Dispose();
    }
}
