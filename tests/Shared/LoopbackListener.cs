using System.Net;

namespace Gradients.Testing;

/// <summary>HTTP on a free port of the loopback.</summary>
public static class LoopbackListener
{
    public static (HttpListener Listener, Uri Address) Open()
    {
        while (true)
        {
            // A listener that could not start cannot be used again: each port gets a new one.
            var port = Random.Shared.Next(20_000, 32_000);
            var listener = new HttpListener();
            listener.Prefixes.Add($"http://127.0.0.1:{port}/");
            try
            {
                listener.Start();
                return (listener, new($"http://127.0.0.1:{port}/"));
            }
            catch (HttpListenerException)
            {
                listener.Close(); // taken
            }
        }
    }
}
