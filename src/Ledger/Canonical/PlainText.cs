using System.Runtime.Intrinsics;

namespace Gradients.Ledger.Canonical;

/// <summary>
/// Which bytes stand for themselves in a canonical string. A search of our own, sixteen at a time: the framework's is
/// generic code that is compiled anew at every start of a program.
/// </summary>
static class PlainText
{
    /// <summary>The first quote, escape, control or letter beyond ASCII; -1 where there is none.</summary>
    public static int End(ReadOnlySpan<byte> text)
    {
        var i = 0;
        for (; i + Vector128<byte>.Count <= text.Length; i += Vector128<byte>.Count)
        {
            var bytes = Vector128.Create(text.Slice(i, Vector128<byte>.Count));
            // Bytes from 128 are negative here, and so below a space too.
            var found = Vector128.LessThan(bytes.AsSByte(), Vector128.Create((sbyte)' ')).AsByte()
                | Vector128.Equals(bytes, Vector128.Create((byte)'"'))
                | Vector128.Equals(bytes, Vector128.Create((byte)'\\'))
                | Vector128.Equals(bytes, Vector128.Create((byte)127));
            if (found.ExtractMostSignificantBits() is not 0 and var places)
                return i + System.Numerics.BitOperations.TrailingZeroCount(places);
        }
        for (; i < text.Length; i++)
            if (text[i] is < (byte)' ' or (byte)'"' or (byte)'\\' or >= 127)
                return i;
        return -1;
    }
}
