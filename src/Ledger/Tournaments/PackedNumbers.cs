using System.Buffers.Binary;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tournaments;

/// <summary>
/// Many doubles in one text: base64 (RFC 4648, section 4) of their little-endian binary64, exact and 11 letters each.
/// NumPy reads it with <c>frombuffer(b64decode(text), '&lt;f8')</c>. There is one NaN, 0x7ff8000000000000.
/// </summary>
static class PackedNumbers
{
    const ulong NotANumber = 0x7ff8_0000_0000_0000;

    internal static string Pack(ImmutableArray<double> numbers)
    {
        var bytes = new byte[numbers.Length * sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
            BinaryPrimitives.WriteUInt64LittleEndian(bytes.AsSpan(i * sizeof(double)),
                double.IsNaN(numbers[i]) ? NotANumber : BitConverter.DoubleToUInt64Bits(numbers[i]));
        return Convert.ToBase64String(bytes);
    }

    /// <exception cref="NotCanonical">It is no such text, or another NaN stands in it.</exception>
    internal static ImmutableArray<double> Unpack(string text)
    {
        if (!StrictBase64.TryDecode(text, out var bytes) || bytes.Length % sizeof(double) != 0)
            throw new NotCanonical("packed numbers are base64 of 8 bytes each", 0);
        var numbers = new double[bytes.Length / sizeof(double)];
        for (var i = 0; i < numbers.Length; i++)
        {
            var bits = BinaryPrimitives.ReadUInt64LittleEndian(bytes.AsSpan(i * sizeof(double)));
            numbers[i] = BitConverter.UInt64BitsToDouble(bits);
            if (double.IsNaN(numbers[i]) && bits != NotANumber)
                throw new NotCanonical($"packed number {i} is another NaN than 0x7ff8000000000000", 0);
        }
        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}
