namespace Gradients.Ledger.Canonical;

/// <summary>
/// A signed integer of 128 bits, as far as proving a number canonical needs one. The framework's own is left out when
/// it is compiled ahead of time, so that a start would compile each of its operations anew. Nothing here may overflow.
/// </summary>
readonly struct Wide(long high, ulong low)
{
    readonly long _high = high;
    readonly ulong _low = low;

    public static implicit operator Wide(ulong value) => new(0, value);

    public static Wide Product(ulong left, ulong right)
    {
        var high = Math.BigMul(left, right, out var low);
        return new((long)high, low);
    }

    /// <param name="by">0 to 127.</param>
    public static Wide Shifted(ulong value, int by) => by switch
    {
        0 => new(0, value),
        < 64 => new((long)(value >> (64 - by)), value << by),
        _ => new((long)(value << (by - 64)), 0),
    };

    public static Wide operator +(Wide left, Wide right)
    {
        var low = left._low + right._low;
        return new(left._high + right._high + (low < left._low ? 1 : 0), low);
    }

    public static Wide operator -(Wide left, Wide right) =>
        new(left._high - right._high - (left._low < right._low ? 1 : 0), left._low - right._low);

    public static Wide operator -(Wide value) => new Wide(0, 0) - value;

    public static bool operator <(Wide left, Wide right) =>
        left._high < right._high || (left._high == right._high && left._low < right._low);

    public static bool operator >(Wide left, Wide right) => right < left;
}
