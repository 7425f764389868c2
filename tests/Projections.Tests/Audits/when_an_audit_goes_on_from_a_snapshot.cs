using System.Text;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Log;
using Gradients.Projections.Audits;
using Gradients.Projections.Simulation;

namespace Gradients.Projections.Tests.Audits;

public sealed class when_an_audit_goes_on_from_a_snapshot
{
    static byte[][] Entries(IEnumerable<Recorded> events)
    {
        var writer = new CanonicalWriter();
        return [.. events.Select(e =>
        {
            writer.Clear();
            Envelope.Write(writer, e);
            return writer.Written.ToArray();
        })];
    }

    static Checkpoint At(long size) => new("example.com/log", size, TreeHashing.Leaf(BitConverter.GetBytes(size)));

    static void Take(Audit audit, byte[] entry) => Assert.Null(audit.Entry(entry));

    static byte[] Snapshot(Audit audit) => AuditSnapshot.Of(audit, At(audit.State.Head));

    static Audit Restored(Audit audit) => AuditSnapshot.Restore(Snapshot(audit), At(audit.State.Head))!;

    public static TheoryData<string> Ledgers => ["1", "2", "3", .. GoldenLedgers.Names.Take(4)];

    static IReadOnlyList<Recorded> Events(string name) => name.Length == 1
        ? [.. new SeasonSimulator(long.Parse(name), tournaments: 6).Events()]
        : GoldenLedgers.Events(name);

    [Theory]
    [MemberData(nameof(Ledgers))]
    public void it_knows_after_every_event_what_the_first_one_knew(string name)
    {
        var audit = new Audit();
        foreach (var (position, entry) in Entries(Events(name)).Index())
        {
            Take(audit, entry);
            if (position % 5 == 0) // After every event it would take minutes.
                Assert.Equal(Snapshot(audit), Snapshot(Restored(audit)));
        }
    }

    [Theory]
    [MemberData(nameof(Ledgers))]
    public void it_comes_to_the_same_end_from_wherever_it_goes_on(string name)
    {
        var entries = Entries(Events(name));
        var undisturbed = new Audit();
        foreach (var entry in entries)
            Take(undisturbed, entry);
        var seed = Environment.TickCount;
        var random = new Random(seed);
        var audit = new Audit();
        foreach (var entry in entries)
        {
            Take(audit, entry);
            if (random.Next(20) == 0)
                audit = Restored(audit);
        }
        Assert.True(Snapshot(undisturbed).AsSpan().SequenceEqual(Snapshot(audit)), $"{name}, seed {seed}");
    }

    [Fact]
    public void its_state_changes_where_it_stands_as_that_of_an_undisturbed_one()
    {
        var entries = Entries(Events("1"));
        var (undisturbed, audit, inPlace) = (new Audit(), new Audit(), 0);
        foreach (var entry in entries)
        {
            audit = Restored(audit);
            var (before, other) = (undisturbed.State, audit.State);
            Take(undisturbed, entry);
            Take(audit, entry);
            Assert.Equal(ReferenceEquals(before, undisturbed.State), ReferenceEquals(other, audit.State));
            inPlace += ReferenceEquals(other, audit.State) ? 1 : 0;
        }
        Assert.InRange(inPlace, entries.Length / 2, entries.Length);
    }

    [Fact]
    public void it_finds_what_diverges_after_it()
    {
        var entries = Entries(Events("1"));
        var cut = entries.Length / 2;
        var at = Array.FindIndex(entries, cut, e => e.AsSpan().IndexOf("\"type\":\"weights_derived\""u8) >= 0);
        var wrong = Encoding.UTF8.GetString(entries[at]);
        var digit = wrong.IndexOf("\"weights\":[", StringComparison.Ordinal) + "\"weights\":[".Length;
        entries[at] = Encoding.UTF8.GetBytes(
            $"{wrong[..digit]}{(wrong[digit] == '9' ? '8' : '9')}{wrong[(digit + 1)..]}");
        var audit = new Audit();
        foreach (var entry in entries[..cut])
            Take(audit, entry);
        audit = Restored(audit);
        foreach (var entry in entries[cut..at])
            Take(audit, entry);
        Assert.Equal(at + 1, audit.Entry(entries[at])?.Position);
    }

    [Fact]
    public void one_that_was_damaged_is_refused_and_one_of_another_checkpoint_or_build_is_not_used()
    {
        var audit = new Audit();
        foreach (var entry in Entries(Events("1"))[..40])
            Take(audit, entry);
        var kept = Snapshot(audit);
        Assert.Null(AuditSnapshot.Restore(kept, At(39)));
        for (var at = 0; at < kept.Length; at += 7)
        {
            kept[at] ^= 1;
            Assert.Throws<InvalidDataException>(() => AuditSnapshot.Restore(kept, At(40)));
            kept[at] ^= 1;
        }
        for (var length = 0; length < kept.Length; length += 11)
            Assert.Throws<InvalidDataException>(() => AuditSnapshot.Restore(kept[..length], At(40)));
        const int buildAt = 27; // Behind the heading.
        kept[buildAt] ^= 1;
        System.Security.Cryptography.SHA256.HashData(kept.AsSpan(0, kept.Length - 32), kept.AsSpan(kept.Length - 32));
        Assert.Null(AuditSnapshot.Restore(kept, At(40)));
    }
}
