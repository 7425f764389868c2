using Gradients.Ledger.Hashing;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Tournaments;

/// <summary>
/// Who plays in the specs: the development accounts of Substrate chains, and as many miners as are needed.
/// </summary>
public static class Cast
{
    // In the ordinal order of their hotkeys, in which rounds list those who go on and those who are out.
    public static readonly Hotkey Ferdie = new("5CiPPseXPECbkjWCa6MnjNokrgYjMqmKndv2rSnekmSK2DjL");
    public static readonly Hotkey Dave = new("5DAAnrj7VHTznn2AWBemMuyBwZWs6FNFjdyVXUeYum3PTXFy");
    public static readonly Hotkey Bob = new("5FHneW46xGXgs5mUiveU4sbTyGBzmstUspZC92UhjJM694ty");
    public static readonly Hotkey Charlie = new("5FLSigC9HGRKVhB9FiEo4Y3koPsNmBmLJbpXg2mp1hXcS59Y");
    public static readonly Hotkey Placeholder = Constants2025_12.Placeholder;
    public static readonly Hotkey Alice = new("5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY");
    public static readonly Hotkey Eve = new("5HGjWAeFDfFCWPsjFQdVV2Msvz2XtMktvgocEZcCj68kUMaw");

    /// <summary>Miner number 1, 2, 3 … : the account whose key is that number 32 times.</summary>
    public static Hotkey Miner(int number)
    {
        Span<byte> key = stackalloc byte[32];
        key.Fill((byte)number);
        return new(Ss58.Encode(key));
    }

    public static Hotkey[] Miners(int count) => [.. Enumerable.Range(1, count).Select(Miner)];

    public static Hotkey[] Sorted(params IEnumerable<Hotkey> hotkeys) => [.. hotkeys.Order()];
}
