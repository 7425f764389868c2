using Gradients.Ledger.Hashing;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class a_log_that_is_served : IDisposable
{
    readonly SmallLog _log = new SmallLog().Grow(261);

    [Fact]
    public void gives_out_every_file_of_the_log_with_how_long_it_may_be_kept()
    {
        var served = new ServedLog(_log.Folder);
        foreach (var (path, bytes) in _log.Files())
        {
            var found = served.Find(path)!;
            Assert.Equal(bytes, File.ReadAllBytes(found.File));
            Assert.Equal(path != "checkpoint", found.CacheControl.EndsWith("immutable", StringComparison.Ordinal));
        }
        var digest = Hex.Sha256("losses"u8);
        Assert.Null(served.Find("attachments/" + digest));
        Directory.CreateDirectory(Path.Combine(_log.Folder, "attachments"));
        File.WriteAllText(Path.Combine(_log.Folder, "attachments", digest), "losses");
        Assert.EndsWith("immutable", served.Find("attachments/" + digest)!.CacheControl, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("/checkpoint")]
    [InlineData("./checkpoint")]
    [InlineData("tile/0/../0/000")]
    [InlineData("tile/0/000/")]
    [InlineData("tile/00/000")]
    [InlineData("tile/0/999")]
    [InlineData(".publishing")]
    [InlineData(".incoming")]
    [InlineData("attachments")]
    [InlineData("attachments/../checkpoint")]
    [InlineData("tile/entries/000.p/0")]
    [InlineData("tile/0/000\0")]
    [InlineData("../../etc/passwd")]
    public void gives_out_nothing_else(string path) => Assert.Null(new ServedLog(_log.Folder).Find(path));

    public void Dispose() => _log.Dispose();
}
