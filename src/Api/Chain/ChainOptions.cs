using System.CommandLine;
using System.Globalization;
using Gradients.Api.Shell;
using Gradients.Runners.Chain;

namespace Gradients.Api.Chain;

/// <summary>Options that commands about the chain share.</summary>
internal static class ChainOptions
{
    public static Option<string[]> Chain(bool required = false) => new("--chain")
    {
        Description = "A node of the chain: ws://, wss://, http:// or https://. Given several times, the next one is "
            + "asked when one fails.",
        HelpName = "URL",
        Required = required,
        AllowMultipleArgumentsPerToken = false,
    };

    public static Option<string?> Genesis() => new("--genesis")
    {
        Description = "Hash of the chain's block 0; a node of another chain is refused.", HelpName = "HASH",
    };

    public static Option<string?> Validator(bool required = false) => new("--validator")
    {
        Description = "The validator's hotkey.", HelpName = "HOTKEY", Required = required,
    };

    public static ushort Netuid(int netuid) => netuid is >= 0 and <= ushort.MaxValue
        ? (ushort)netuid
        : throw new Trouble($"there is no subnet {netuid}: netuids have 16 bits");

    public static RpcClient Client(string[] endpoints, string? genesis)
    {
        var uris = new List<Uri>();
        foreach (var endpoint in endpoints)
            uris.Add(Uri.TryCreate(endpoint, UriKind.Absolute, out var uri)
                && uri.Scheme is "ws" or "wss" or "http" or "https"
                ? uri
                : throw new Trouble(
                    $"--chain {Terminal.Plain(endpoint)} is no ws://, wss://, http:// or https:// address"));
        if (genesis is not null && !Ledger.Hashing.Hex.Is(genesis.Replace("0x", "", StringComparison.Ordinal), 64))
            throw new Trouble("--genesis is a hash of 64 hex digits");
        return new(uris, Patience.Default, genesis is null or ['0', 'x', ..] ? genesis : $"0x{genesis}");
    }

    /// <summary>A..B, both included; A.. goes to the last finalized block.</summary>
    public static (ulong From, ulong? To) Blocks(string text)
    {
        var dots = text.IndexOf("..", StringComparison.Ordinal);
        if (dots > 0 && TryNumber(text[..dots], out var from))
        {
            var rest = text[(dots + 2)..];
            if (rest.Length == 0)
                return (from, null);
            if (TryNumber(rest, out var to) && to >= from)
                return (from, to);
        }
        throw new Trouble($"--blocks {Terminal.Plain(text)} is no range such as 6900000..6907200");
    }

    static bool TryNumber(string text, out ulong number) =>
        ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out number);
}
