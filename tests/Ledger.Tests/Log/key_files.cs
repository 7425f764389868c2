using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class key_files : IDisposable
{
    readonly string _folder = Directory.CreateTempSubdirectory("keys").FullName;

    string File => Path.Combine(_folder, "log.key");

    [Fact]
    public void are_readable_by_their_owner_alone()
    {
        var key = SignerKey.New("example.com/log");
        KeyFile.Write(File, key);
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, System.IO.File.GetUnixFileMode(File));
        Assert.Equal(key.Verifier.ToString(), KeyFile.Read(File).Verifier.ToString());
        Assert.StartsWith("PRIVATE+KEY+example.com/log+", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(UnixFileMode.GroupRead)]
    [InlineData(UnixFileMode.OtherRead)]
    [InlineData(UnixFileMode.GroupWrite)]
    public void that_others_can_reach_are_refused(UnixFileMode looser)
    {
        KeyFile.Write(File, SignerKey.New("example.com/log"));
        System.IO.File.SetUnixFileMode(File, UnixFileMode.UserRead | UnixFileMode.UserWrite | looser);
        Assert.Contains("chmod 600", Assert.Throws<IOException>(() => KeyFile.Read(File)).Message);
    }

    [Fact]
    public void are_never_overwritten()
    {
        KeyFile.Write(File, SignerKey.New("example.com/log"));
        var before = System.IO.File.ReadAllBytes(File);
        Assert.Throws<IOException>(() => KeyFile.Write(File, SignerKey.New("example.com/log")));
        Assert.Equal(before, System.IO.File.ReadAllBytes(File));
    }

    [Fact]
    public void that_hold_another_key_under_the_id_are_refused()
    {
        KeyFile.Write(File, SignerKey.New("example.com/log"));
        var text = System.IO.File.ReadAllText(File);
        System.IO.File.WriteAllText(File, text.Replace("example.com/log", "example.com/lag"));
        Assert.Throws<FormatException>(() => KeyFile.Read(File));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
