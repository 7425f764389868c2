using Gradients.Ledger.Log;
using Gradients.Testing;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_log_that_others_made
{
    static readonly string Folder =
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "Golden", "log", "tessera-testdata");

    static readonly SignaturePolicy Policy =
        new(VerifierKey.Parse("example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx"));

    static TiledLog At(int size) => new(new FolderSource(Folder), Policy, $"checkpoint.{size}");

    [Fact]
    public void checks_at_each_of_its_sixteen_sizes()
    {
        string[] entries =
        [
            "one", "two", "three", "four", "five", "six", "seven", "eit", "nain", "ten", "ileven", "twelf", "threeten",
            "fourten", "fivten", // Spelt as its makers spelt them.
        ];
        for (var size = 0; size <= 15; size++)
        {
            var log = At(size);
            Assert.Equal(size, log.Checkpoint.Size);
            log.Check();
            Assert.Equal(entries[..size], SmallLog.EntriesOf(log.Entries()));
            var bytes = entries[..size].Select(System.Text.Encoding.UTF8.GetBytes);
            Assert.Equal(Trees.Edge(bytes).Root, log.Checkpoint.Root);
        }
    }

    [Fact]
    public void is_consistent_between_all_pairs_of_sizes()
    {
        for (var to = 0; to <= 15; to++)
            for (var from = 0; from <= to; from++)
            {
                var (old, log) = (At(from).Checkpoint, At(to));
                var proof = ConsistencyProof.Make(from, to, log.Nodes().Read);
                Assert.True(ConsistencyProof.Verify(from, old.Root, to, log.Checkpoint.Root, proof));
            }
    }

    [Fact]
    public void includes_each_entry_at_each_size()
    {
        for (var size = 1; size <= 15; size++)
        {
            var log = At(size);
            var entries = SmallLog.EntriesOf(log.Entries());
            for (var index = 0; index < size; index++)
            {
                var path = InclusionProof.Make(index, size, log.Nodes().Read);
                var entry = System.Text.Encoding.UTF8.GetBytes(entries[index]);
                Assert.Null(new TlogProof(index, path, log.Note).Refutes(entry, Policy));
            }
        }
    }

    [Fact]
    public void is_refused_under_another_key()
    {
        var other = new SignaturePolicy(SignerKey.New("example.com/log/testdata").Verifier);
        var bad = Assert.Throws<BadLog>(() => new TiledLog(new FolderSource(Folder), other));
        Assert.Equal("checkpoint", bad.Path);
    }
}
