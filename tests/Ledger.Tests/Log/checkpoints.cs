using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class checkpoints
{
    static readonly SignerKey Log = SignerKey.New("example.com/log");
    static readonly SignerKey[] Witnesses =
        [.. Enumerable.Range(1, 3).Select(i => SignerKey.New($"witness{i}.example", SignatureType.Cosignature))];

    static readonly Checkpoint Eight = new("example.com/log", 8, Trees.Edge(Trees.Reference).Root);

    [Fact]
    public void are_three_lines()
    {
        Assert.Equal("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n", Eight.ToString());
        Assert.Equal(Eight, Checkpoint.Parse(Eight.ToString()));
    }

    [Theory]
    [InlineData("example.com/log\n8\n")]
    [InlineData("\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n08\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n-8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n+8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n 8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n9007199254740993\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n0\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\n")]
    [InlineData("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyh=\n")]
    [InlineData("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg\n")]
    [InlineData("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=")]
    [InlineData("example.com/log\n8\nXcnaeacGWamtVZy3Ad7ZoqudgjqtL0lgz+Nw7/RgQyg=\nextension\n")]
    public void of_another_form_are_refused(string text) =>
        Assert.Throws<FormatException>(() => Checkpoint.Parse(text));

    [Fact]
    public void are_accepted_with_the_logs_signature_and_enough_witnesses()
    {
        var policy = new SignaturePolicy(Log.Verifier, [.. Witnesses.Select(w => w.Verifier)], quorum: 2);
        var note = Signed(Log);
        Assert.Contains("0 of 3", policy.Refuses(note, Eight));
        note = note.With(Witnesses[1].Sign(note.Text, 1_700_000_000));
        Assert.Contains("1 of 3", policy.Refuses(note, Eight));
        Assert.Contains("1 of 3", policy.Refuses(note.With(Witnesses[1].Sign(note.Text, 1_700_000_001)), Eight));
        note = note.With(Witnesses[2].Sign(note.Text, 1_700_000_002));
        Assert.Null(policy.Refuses(Note.Parse(note.ToBytes()), Eight));
        Assert.Equal(1_700_000_002, VerifierKey.TimeOf(note.Signatures[2]));
    }

    [Fact]
    public void are_refused_for_a_cosignature_whose_time_was_changed()
    {
        var policy = new SignaturePolicy(Log.Verifier, [Witnesses[0].Verifier], quorum: 1);
        var made = Witnesses[0].Sign(Eight.ToString(), 1_700_000_000);
        made.Bytes[7] ^= 1;
        Assert.Contains("witness1.example", policy.Refuses(Signed(Log).With(made), Eight));
    }

    [Fact]
    public void are_refused_without_the_right_log_key()
    {
        var policy = new SignaturePolicy(Log.Verifier);
        Assert.Null(policy.Refuses(Signed(Log), Eight));
        Assert.Contains("no signature", policy.Refuses(Signed(SignerKey.New("example.com/log")), Eight));
        var other = Eight with { Origin = "example.com/other" };
        Assert.Contains("origin", policy.Refuses(new Note(other.ToString(), [Log.Sign(other.ToString(), 0)]), other));
        // A known key's wrong signature counts, whatever else is there.
        var wrong = Log.Sign("another text\n", 0);
        Assert.Contains("is wrong", policy.Refuses(Signed(Log).With(wrong), Eight));
    }

    [Fact]
    public void need_a_policy_that_can_be_met()
    {
        var witness = Witnesses[0].Verifier;
        Assert.Throws<ArgumentException>(() => new SignaturePolicy(witness));
        Assert.Throws<ArgumentException>(() => new SignaturePolicy(Log.Verifier, [Log.Verifier]));
        Assert.Throws<ArgumentException>(() => new SignaturePolicy(Log.Verifier, [witness], quorum: 2));
        Assert.Throws<ArgumentException>(() => new SignaturePolicy(Log.Verifier, [witness, witness], quorum: 2));
    }

    static Note Signed(SignerKey key) => new(Eight.ToString(), [key.Sign(Eight.ToString(), time: 0)]);
}
