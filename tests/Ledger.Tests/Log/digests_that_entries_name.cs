using Gradients.Ledger.Hashing;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class digests_that_entries_name
{
    [Fact]
    public void are_found_as_events_write_them()
    {
        var (a, b, c) = (Hex.Sha256("a"u8), Hex.Sha256("b"u8), Hex.Sha256("c"u8));
        var found = new SortedSet<string>(StringComparer.Ordinal);
        NamedDigests.Add(System.Text.Encoding.UTF8.GetBytes(
            $$"""
            {"x":"{{a}}","y":["sha256:{{b}}","md5:{{c}}","x{{c}}","{{c}}0"],"z":"{{c[..63]}}G",
            "{{c.ToUpperInvariant()}}":1}
            """), found);
        Assert.Equal(new[] { a, b }.Order(StringComparer.Ordinal), found);
    }

    [Theory]
    [InlineData("")]
    [InlineData("\"")]
    [InlineData("\"\"\"")]
    [InlineData("no quotes at all")]
    public void are_none_in_other_texts(string entry)
    {
        var found = new SortedSet<string>(StringComparer.Ordinal);
        NamedDigests.Add(System.Text.Encoding.UTF8.GetBytes(entry), found);
        Assert.Empty(found);
    }
}
