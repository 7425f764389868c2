using System.Numerics;

namespace Gradients.Ledger.Chain;

/// <summary>
/// How long an extrinsic may be included: for ever, or in <see cref="Period"/> blocks from its birth on. A block number
/// falls into the era whose birth it is or follows; two bytes name period and phase, one zero byte the immortal one.
/// </summary>
/// <param name="Period">0: immortal. Else a power of two from 4 to 65536.</param>
/// <param name="Phase">Below the period: the birth's remainder.</param>
public readonly record struct Era(uint Period, uint Phase)
{
    public const uint Shortest = 4, Longest = 65_536;

    public static readonly Era Immortal;

    public bool IsImmortal => Period == 0;

    /// <summary>The era that is born with a block.</summary>
    /// <param name="period">A power of two from 4 to 65536.</param>
    public static Era BornAt(ulong block, uint period)
    {
        if (period is < Shortest or > Longest || !BitOperations.IsPow2(period))
            throw new ArgumentOutOfRangeException(nameof(period), period, "A power of two from 4 to 65536.");
        var step = Step(period);
        return new(period, (uint)(block % period) / step * step);
    }

    /// <summary>The last block, not after the given one, in which an era of this phase was born.</summary>
    public ulong Birth(ulong block) =>
        IsImmortal ? 0 : ((Math.Max(block, Phase) - Phase) / Period * Period) + Phase;

    /// <summary>The first block that no longer takes it; null: there is none.</summary>
    public ulong? Death(ulong block) => IsImmortal ? null : Birth(block) + Period;

    public byte[] ToBytes()
    {
        if (IsImmortal)
            return [0];
        var length = (uint)Math.Clamp(BitOperations.TrailingZeroCount(Period) - 1, 1, 15);
        var encoded = length | (Phase / Step(Period) << 4);
        return [(byte)encoded, (byte)(encoded >> 8)];
    }

    /// <exception cref="BadScale">No era begins so.</exception>
    public static Era Read(ref ScaleReader reader)
    {
        var at = reader.Offset;
        var first = reader.U8();
        if (first == 0)
            return Immortal;
        var encoded = (uint)(first | (reader.U8() << 8));
        var period = 2u << (int)(encoded & 15);
        var phase = (encoded >> 4) * Step(period);
        return period >= Shortest && phase < period
            ? new(period, phase)
            : throw new BadScale(at, $"no era has period {period} and phase {phase}");
    }

    static uint Step(uint period) => Math.Max(period >> 12, 1);
}
