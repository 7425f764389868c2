using System.Net;
using System.Net.Sockets;

namespace Gradients.Api.Tests.Logs;

/// <summary>A web server that knows nothing but the files of a folder.</summary>
sealed class StaticServer : IDisposable
{
    readonly HttpListener _listener = new();

    public StaticServer(string folder)
    {
        Url = $"http://127.0.0.1:{FreePort()}/";
        _listener.Prefixes.Add(Url);
        _listener.Start();
        _ = Task.Run(() => Serve(folder));
    }

    public string Url { get; }

    async Task Serve(string folder)
    {
        while (_listener.IsListening)
        {
            HttpListenerContext context;
            try
            {
                context = await _listener.GetContextAsync();
            }
            catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
            {
                return; // The test is over.
            }
            var file = Path.Combine(folder, context.Request.Url!.AbsolutePath[1..]);
            if (File.Exists(file))
                context.Response.OutputStream.Write(await File.ReadAllBytesAsync(file));
            else
                context.Response.StatusCode = 404;
            context.Response.Close();
        }
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public void Dispose() => _listener.Close();
}
