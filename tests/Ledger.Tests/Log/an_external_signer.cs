using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

[System.Runtime.Versioning.UnsupportedOSPlatform("windows")]
public sealed class an_external_signer : IDisposable
{
    const string Text = "example.com/log\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n";

    readonly string _folder = Directory.CreateTempSubdirectory("signer").FullName;
    readonly SignerKey _inner = SignerKey.New("example.com/log");

    string At(string name) => Path.Combine(_folder, name);

    SignerKey Signer(string script, params string[] arguments)
    {
        File.WriteAllText(At("sign"), "#!/bin/sh\n" + script + "\n");
        File.SetUnixFileMode(At("sign"), UnixFileMode.UserRead | UnixFileMode.UserExecute | UnixFileMode.UserWrite);
        return SignerKey.External(_inner.Verifier, new SignerProgram([At("sign"), .. arguments]));
    }

    string Signature => Convert.ToBase64String(_inner.Sign(Text, 0).Bytes);

    [Fact]
    public void gets_the_text_and_its_arguments_and_its_signature_counts()
    {
        var key = Signer($"cat > {At("got")}; echo \"$GRADIENTS_VERIFIER_KEY $1\" > {At("said")}; echo {Signature}",
            "two words");
        var made = key.Sign(Text, 0);
        Assert.True(_inner.Verifier.Verifies(Text, made));
        Assert.Equal(Text, File.ReadAllText(At("got")));
        Assert.Equal($"{_inner.Verifier} two words\n", File.ReadAllText(At("said")));
    }

    [Fact]
    public void of_a_witness_gets_the_message_with_the_time()
    {
        var witness = SignerKey.New("w.example", SignatureType.Cosignature);
        var signature = Convert.ToBase64String(witness.Sign(Text, 77).Bytes[8..]);
        Signer($"cat > {At("got")}; echo {signature}");
        var made = SignerKey.External(witness.Verifier, new SignerProgram([At("sign")])).Sign(Text, 77);
        Assert.True(witness.Verifier.Verifies(Text, made));
        Assert.Equal("cosignature/v1\ntime 77\n" + Text, File.ReadAllText(At("got")));
    }

    [Theory]
    [InlineData("cat > /dev/null; echo SIGNATURE", true, null)]
    [InlineData("echo SIGNATURE", true, null)]
    [InlineData("echo SIGNATURE; exit 3", false, "exit code 3")]
    [InlineData("cat > /dev/null", false, "64 bytes")]
    [InlineData("echo nonsense", false, "64 bytes")]
    [InlineData("head -c 100000 /dev/zero", false, "64 bytes")]
    [InlineData("echo SIGNATURE SIGNATURE", false, "64 bytes")]
    [InlineData("echo OTHER", false, "not one of example.com/log")]
    public void answers_with_a_signature_that_is_right_or_with_none(string script, bool signs, string? why)
    {
        var other = Convert.ToBase64String(_inner.Sign("another text\n", 0).Bytes);
        var key = Signer(script.Replace("SIGNATURE", Signature).Replace("OTHER", other));
        if (signs)
            Assert.True(_inner.Verifier.Verifies(Text, key.Sign(Text, 0)));
        else
            Assert.Contains(why!, Assert.Throws<IOException>(() => key.Sign(Text, 0)).Message);
    }

    [Fact]
    public void that_is_not_there_is_named()
    {
        var key = SignerKey.External(_inner.Verifier, new SignerProgram([At("nobody")]));
        Assert.Contains(At("nobody"), Assert.Throws<IOException>(() => key.Sign(Text, 0)).Message);
    }

    [Fact]
    public void is_remembered_by_a_key_file()
    {
        KeyFile.Write(At("key"), Signer($"echo {Signature}", "--slot", "3"));
        Assert.Equal(
            $"EXTERNAL+KEY+{_inner.Verifier}\n{At("sign")}\n--slot\n3\n", File.ReadAllText(At("key")));
        var read = KeyFile.Read(At("key"));
        Assert.True(_inner.Verifier.Verifies(Text, read.Sign(Text, 0)));
    }

    [Theory]
    [InlineData]
    [InlineData("")]
    [InlineData("sign", "two\nlines")]
    public void is_a_program_and_arguments_of_one_line_each(params string[] command) =>
        Assert.Throws<FormatException>(() => SignerKey.External(_inner.Verifier, new SignerProgram(command)));

    public void Dispose() => Directory.Delete(_folder, recursive: true);
}
