using System.Net;
using Gradients.Testing;

namespace Gradients.Api.Tests.Logs;

/// <summary>A web server that knows nothing but the files of a folder.</summary>
sealed class StaticServer : IDisposable
{
    readonly HttpListener _listener;

    public StaticServer(string folder)
    {
        (_listener, var address) = LoopbackListener.Open();
        Url = address.ToString();
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

    public void Dispose() => _listener.Close();
}
