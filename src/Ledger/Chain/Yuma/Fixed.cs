namespace Gradients.Ledger.Chain;

/// <summary>
/// The runtime's number: 32 bits before the point and 32 behind it (I32F32). Sums saturate; products and quotients are
/// cut off, and a division by zero gives zero. Equal on every machine: only whole numbers are computed.
/// </summary>
public readonly record struct Fixed(long Bits) : IComparable<Fixed>
{
    const int Point = 32;
    const int U16Max = 65_535;

    public static readonly Fixed Zero, One = new(1L << Point);

    /// <param name="whole">Below 2^31 in size.</param>
    public static Fixed Of(int whole) => new((long)whole << Point);

    /// <summary>value / 65535, cut off.</summary>
    public static Fixed Proportion(ushort value) => Of(value) / Of(U16Max);

    /// <summary>part / whole of two numbers of any size, cut off; zero where the whole is.</summary>
    public static Fixed Ratio(UInt128 part, UInt128 whole) =>
        whole == 0 ? Zero : new((long)((part << Point) / whole));

    /// <summary>floor(x * 65535), at least 0 and at most 65535.</summary>
    public ushort ToU16() => (ushort)Math.Clamp((this * Of(U16Max)).Bits >> Point, 0, U16Max);

    public static Fixed operator +(Fixed a, Fixed b) => Saturated((Int128)a.Bits + b.Bits);

    public static Fixed operator -(Fixed a, Fixed b) => Saturated((Int128)a.Bits - b.Bits);

    /// <summary>Cut off towards minus infinity: the product's bits are shifted.</summary>
    public static Fixed operator *(Fixed a, Fixed b) => Saturated(((Int128)a.Bits * b.Bits) >> Point);

    /// <summary>Cut off towards zero.</summary>
    public static Fixed operator /(Fixed a, Fixed b) =>
        b.Bits == 0 ? Zero : Saturated(((Int128)a.Bits << Point) / b.Bits);

    static Fixed Saturated(Int128 bits) =>
        new(bits > long.MaxValue ? long.MaxValue : bits < long.MinValue ? long.MinValue : (long)bits);

    public int CompareTo(Fixed other) => Bits.CompareTo(other.Bits);

    public static bool operator <(Fixed a, Fixed b) => a.Bits < b.Bits;
    public static bool operator >(Fixed a, Fixed b) => a.Bits > b.Bits;
    public static bool operator <=(Fixed a, Fixed b) => a.Bits <= b.Bits;
    public static bool operator >=(Fixed a, Fixed b) => a.Bits >= b.Bits;
}
