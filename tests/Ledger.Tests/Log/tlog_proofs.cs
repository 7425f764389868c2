using System.Text;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class tlog_proofs
{
    [Fact]
    public void prove_each_entry_offline()
    {
        using var small = new SmallLog().Grow(300);
        var log = small.Open();
        var nodes = log.Nodes();
        var entries = Trees.Entries(300);
        for (var index = 0; index < 300; index++)
        {
            var proof = new TlogProof(index, InclusionProof.Make(index, 300, nodes.Read), log.Note);
            var read = TlogProof.Parse(proof.ToBytes());
            Assert.Equal(proof.ToBytes(), read.ToBytes());
            Assert.Null(read.Refutes(entries[index], SmallLog.Policy));
            Assert.NotNull(read.Refutes(entries[(index + 1) % 300], SmallLog.Policy));
        }
    }

    [Fact]
    public void hold_no_longer_when_any_byte_is_another()
    {
        using var small = new SmallLog().Grow(20);
        var log = small.Open();
        var entry = Trees.Entries(20)[6];
        var bytes = new TlogProof(6, InclusionProof.Make(6, 20, log.Nodes().Read), log.Note).ToBytes();
        for (var at = 0; at < bytes.Length; at++)
            foreach (var flip in new[] { 1, 2, 4, 8, 16, 32, 64, 128 })
            {
                var altered = bytes.ToArray();
                altered[at] ^= (byte)flip;
                Assert.False(Holds(altered, entry), $"byte {at}, bit {flip}");
            }
    }

    static bool Holds(byte[] bytes, byte[] entry)
    {
        try
        {
            return TlogProof.Parse(bytes).Refutes(entry, SmallLog.Policy) is null;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [Fact]
    public void may_carry_extra_data_which_is_ignored()
    {
        using var small = new SmallLog().Grow(1);
        var text = Encoding.UTF8.GetString(new TlogProof(0, [], small.Open().Note).ToBytes());
        Assert.StartsWith("c2sp.org/tlog-proof@v1\nindex 0\n\nexample.com/small\n1\n", text, StringComparison.Ordinal);
        var extra = text.Replace("index 0", "extra YWdl\nindex 0");
        Assert.Null(TlogProof.Parse(Encoding.UTF8.GetBytes(extra)).Refutes(Trees.Entries(1)[0], SmallLog.Policy));
    }

    [Theory]
    [InlineData("index 0", "index 00")]
    [InlineData("index 0", "index -0")]
    [InlineData("index 0", "index 0\n")]
    [InlineData("index 0", "extra A\nindex 0")]
    [InlineData("index 0", "extra YWdl\nextra YWdl\nindex 0")]
    [InlineData("@v1", "@v2")]
    [InlineData("index 0", "index 0\nAAAA")]
    public void of_another_form_are_refused(string was, string now)
    {
        using var small = new SmallLog().Grow(1);
        var text = Encoding.UTF8.GetString(new TlogProof(0, [], small.Open().Note).ToBytes());
        Assert.Throws<FormatException>(() => TlogProof.Parse(Encoding.UTF8.GetBytes(text.Replace(was, now))));
    }
}
