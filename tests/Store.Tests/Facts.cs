using System.Globalization;
using System.Text;
using Gradients.Ledger.Store;

namespace Gradients.Store.Tests;

/// <summary>Events about nothing in particular.</summary>
static class Facts
{
    public static readonly DateTimeOffset Noon = new(2025, 12, 1, 12, 0, 0, TimeSpan.Zero);

    public static readonly long NoonMicros = (Noon.UtcTicks - DateTime.UnixEpoch.Ticks) / 10;

    public static NewEvent Event(
        string stream, long version, string? data = null, string causation = "test", string type = "loss_measured") =>
        new(stream, stream.Split('/')[0], version, NoonMicros + version, causation, type, 1, Utf8(
            data ?? string.Create(CultureInfo.InvariantCulture, $$"""{"hotkey":"5F{{version}}","value":0.25}""")));

    /// <summary>A run of events of one stream.</summary>
    public static List<NewEvent> Run(string stream, long first, int count, string causation = "test") =>
        [.. Enumerable.Range(0, count).Select(i => Event(stream, first + i, causation: causation))];

    public static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public static string Text(this StoredEvent e) => Encoding.UTF8.GetString(e.Data.Span);
}
