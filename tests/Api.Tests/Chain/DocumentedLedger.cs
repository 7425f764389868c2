using Gradients.Ledger.Canonical;

namespace Gradients.Api.Tests.Chain;

/// <summary>The ledger of the documents as an export, cut where a test wants it.</summary>
static class DocumentedLedger
{
    /// <summary>
    /// Position of its weight setting on subnet 56; the row sent is 0, 1, 3, 4 with 65535, 1957, 1957, 40935.
    /// </summary>
    public const int Setting = 183;

    static readonly Lazy<string[]> Lines = new(() =>
    {
        var writer = new CanonicalWriter();
        return [.. Documents.Ledger().Events.Select(e =>
        {
            writer.Clear();
            Envelope.Write(writer, e);
            return writer.ToString();
        })];
    });

    public static string Export(int entries) => string.Concat(Lines.Value.Take(entries).Select(line => line + "\n"));

    /// <summary>By uid, as observed before the setting.</summary>
    public static string[] Hotkeys { get; } =
        [.. Documents.Ledger().State.Metagraph("metagraph/56")!.Metagraph.Hotkeys.Select(hotkey => hotkey.Text)];
}
