using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

/// <summary>
/// One entry of each event type, changed in every place: it is refused, or it is the canonical form of a different
/// event. Nothing is ever read as what it was, and nothing breaks.
/// </summary>
public sealed class a_canonical_entry_that_was_changed
{
    static readonly Interner Names = new();

    static byte[] Entry(string alias)
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, new(
            4_711, "tournament/spring", 12, 1_750_508_160_000_000, "key \u20ac\n",
            Samples.Full(Samples.TypeOf(alias).Type, salt: alias.Length)));
        return writer.ToArray();
    }

    static byte[] Notes(in Recorded e)
    {
        var notes = new CanonicalWriter();
        EventTypes.Of(e.Event).Note(notes, e.Event);
        return notes.ToArray();
    }

    static void Judge(byte[] original, ReadOnlySpan<byte> changed, string what)
    {
        Recorded read;
        Range data;
        try
        {
            read = Envelope.Read(changed, Names, out data);
        }
        catch (NotCanonical refused)
        {
            Assert.InRange(refused.Offset, 0, changed.Length);
            return;
        }
        var writer = new CanonicalWriter();
        Envelope.Write(writer, read);
        if (!writer.Written.SequenceEqual(changed) || changed.SequenceEqual(original))
            Assert.Fail($"{what}: {Encoding.UTF8.GetString(changed)} was read as {writer}");
        var was = Envelope.Read(original, Names, out var before);
        if (was.Event.GetType() == read.Event.GetType()
            && changed[data].SequenceEqual(original.AsSpan(before)) != Notes(read).AsSpan().SequenceEqual(Notes(was)))
            Assert.Fail($"{what}: the notes of {was.Event} and {read.Event} do not tell whether they differ");
    }

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void in_any_bit(string alias)
    {
        var original = Entry(alias);
        var changed = (byte[])original.Clone();
        for (var i = 0; i < original.Length; i++)
            for (var bit = 0; bit < 8; bit++)
            {
                changed[i] ^= (byte)(1 << bit);
                Judge(original, changed, $"byte {i} bit {bit}");
                changed[i] = original[i];
            }
    }

    [Theory]
    [MemberData(nameof(Samples.Aliases), MemberType = typeof(Samples))]
    public void by_cutting_doubling_or_dropping_bytes(string alias)
    {
        var original = Entry(alias);
        for (var i = 0; i < original.Length; i++)
        {
            Judge(original, original.AsSpan(0, i), $"cut at {i}");
            byte[] dropped = [.. original[..i], .. original[(i + 1)..]];
            Judge(original, dropped, $"dropped {i}");
            byte[] doubled = [.. original[..i], original[i], .. original[i..]];
            Judge(original, doubled, $"doubled {i}");
        }
    }

    [Fact]
    public void by_any_other_byte_in_a_short_one()
    {
        var original = Entry("node_gone");
        var changed = (byte[])original.Clone();
        for (var i = 0; i < original.Length; i++)
        {
            for (var value = 0; value < 256; value++)
            {
                changed[i] = (byte)value;
                if (value != original[i])
                    Judge(original, changed, $"byte {i} as {value}");
            }
            changed[i] = original[i];
        }
    }
}
