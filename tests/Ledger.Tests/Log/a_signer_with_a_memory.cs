using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_signer_with_a_memory : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("signer").FullName;
    readonly SignerKey _key = SignerKey.New("witness.example", SignatureType.Cosignature);
    readonly byte[][] _entries = Trees.Entries(30);

    string State => Path.Combine(_folder, "last");

    Checkpoint At(int size, byte[][]? entries = null) =>
        new("example.com/log", size, Trees.Edge((entries ?? _entries).Take(size)).Root);

    TreeHash[] Proof(int from, int to) => ConsistencyProof.Make(from, to, Trees.Nodes(_entries));

    [Fact]
    public void signs_what_continues_the_last_it_signed_also_after_a_restart()
    {
        Assert.NotNull(new CheckpointSigner(_key, State).Sign(At(5), [], 1, out _));
        var again = new CheckpointSigner(_key, State);
        Assert.Equal(At(5), again.Last);
        Assert.NotNull(again.Sign(At(5), [], 2, out _));
        var made = again.Sign(At(23), Proof(5, 23), 3, out var refusal);
        Assert.Null(refusal);
        Assert.True(_key.Verifier.Verifies(At(23).ToString(), made!));
        Assert.Equal(3, VerifierKey.TimeOf(made!));
        Assert.Equal(At(23), new CheckpointSigner(_key, State).Last);
    }

    [Fact]
    public void refuses_a_second_history()
    {
        var signer = new CheckpointSigner(_key, State);
        signer.Sign(At(5), [], 1, out _);
        var split = Trees.Entries(30);
        split[4] = [1];
        Assert.Null(signer.Sign(At(5, split), [], 1, out var sameSize));
        Assert.Contains("two histories", sameSize);
        Assert.Null(signer.Sign(At(9, split), ConsistencyProof.Make(5, 9, Trees.Nodes(split)), 1, out var longer));
        Assert.Contains("two histories", longer);
        Assert.Null(signer.Sign(At(9), [], 1, out _));
        Assert.Equal(At(5), signer.Last);
    }

    [Fact]
    public void refuses_a_log_that_was_rolled_back_or_is_another()
    {
        var signer = new CheckpointSigner(_key, State);
        signer.Sign(At(9), [], 1, out _);
        Assert.Null(signer.Sign(At(5), [], 1, out var back));
        Assert.Contains("rolled back", back);
        Assert.Null(signer.Sign(At(9) with { Origin = "example.com/other" }, [], 1, out var other));
        Assert.Contains("example.com/other", other);
    }

    [Fact]
    public void signs_an_earlier_part_of_the_same_history_and_of_no_other()
    {
        var signer = new CheckpointSigner(_key, State);
        Assert.Null(signer.SignEarlier(At(5), [], 1, out _));
        signer.Sign(At(23), [], 1, out _);
        Assert.NotNull(signer.SignEarlier(At(5), Proof(5, 23), 2, out _));
        Assert.Equal(At(23), signer.Last);
        var split = Trees.Entries(30);
        split[4] = [1];
        Assert.Null(signer.SignEarlier(At(5, split), Proof(5, 23), 2, out var refusal));
        Assert.Contains("two histories", refusal);
        Assert.Null(signer.SignEarlier(At(5) with { Origin = "example.com/other" }, Proof(5, 23), 2, out _));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
