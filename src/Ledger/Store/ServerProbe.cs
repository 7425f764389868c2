using System.Globalization;
using System.Net.Sockets;

namespace Gradients.Ledger.Store;

/// <summary>Asks whether a server is there, in a fraction of a millisecond and without its programs.</summary>
sealed class ServerProbe(string socketFile, string processFile)
{
    internal bool Accepts()
    {
        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        try
        {
            socket.Connect(new UnixDomainSocketEndPoint(socketFile));
            // A server that recovers from a crash takes connections and refuses to work.
            return Lines() is [_, _, _, _, _, _, _, var state, ..]
                && state.StartsWith("ready", StringComparison.Ordinal);
        }
        catch (SocketException)
        {
            return false; // No file, or a file that a killed server left behind.
        }
    }

    internal int? ProcessId() => Lines() is [var first, ..]
        && int.TryParse(first, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : null;

    /// <summary>What the server writes about itself: its process in the first line, its state in the eighth.</summary>
    string[] Lines()
    {
        try
        {
            return File.ReadAllLines(processFile);
        }
        catch (IOException)
        {
            return []; // It stops or starts at this moment.
        }
    }
}
