using Gradients.Ledger.Chain;
using Gradients.Runners.Chain;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>The real one, driven as submissions drive it.</summary>
public sealed class the_signer : IDisposable
{
    static readonly byte[] Genesis = HexBytes.Read((string)RecordedSession.Explained["genesis"]!);

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gradients-signer-");

    public void Dispose() => _folder.Delete(recursive: true);

    static string Payload(byte[] call) => HexBytes.Write(UnsignedExtrinsic.Of(
        FakeSubnet.Metadata, new(300, 1, [.. Genesis]), call, Era.BornAt(5, 8), new byte[32], 3).Unhashed());

    static byte[] Weights(ushort netuid) => WeightCalls.SetWeights(FakeSubnet.Metadata, netuid, [0], [65_535], 0);

    (int Exit, string Output, string Errors) Sign(string payload, params string[] more) => NodeProcess.Run(
        NodeProgram.Signer, payload + "\n",
        ["--key", NodeProgram.AliceKey(_folder.FullName), "--netuid", "1", .. more]);

    [Fact]
    public void signs_weights_of_its_subnet()
    {
        var (exit, output, errors) = Sign(Payload(Weights(1)), "--genesis", HexBytes.Write(Genesis));
        Assert.True(exit == 0, errors);
        Assert.Equal(64, HexBytes.Read(output.Trim()).Length);
        Assert.Contains("signing set_weights of subnet 1", errors, StringComparison.Ordinal);
    }

    void Refuses(string reason, string payload, params string[] more)
    {
        var (exit, output, errors) = Sign(payload, more);
        Assert.Equal(1, exit);
        Assert.Empty(output);
        Assert.Contains(reason, errors, StringComparison.Ordinal);
    }

    [Fact]
    public void refuses_everything_else()
    {
        var good = Payload(Weights(1));
        Refuses("for subnet 2", Payload(Weights(2)));
        Refuses("none of set_weights", Payload([7, 2, 1, 0]));
        Refuses("none of set_weights", Payload([5, 0, 1, 0]));
        Refuses("for the chain", good, "--genesis", new string('0', 64));
        Refuses("more follows", good + "00");
        Refuses("are needed", good[..^20]);
        Refuses("one payload", "hello");
        Refuses("one payload", "");
        // A tip: the byte behind era and nonce.
        var tipped = HexBytes.Read(good);
        tipped[Weights(1).Length + 3] = 4;
        Refuses("tip", HexBytes.Write(tipped));
    }

    [Fact]
    public async Task is_heard_when_it_refuses()
    {
        var signer = new ExternalSigner(
            ["node", NodeProgram.Signer, "--key", NodeProgram.AliceKey(_folder.FullName), "--netuid", "9"],
            TimeSpan.FromMinutes(1));
        var refusal = await Assert.ThrowsAsync<SignerRefusal>(
            () => signer.SignAsync(HexBytes.Read(Payload(Weights(1))), CancellationToken.None));
        Assert.Contains("for subnet 1; this signer signs for subnet 9", refusal.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("echo hello", "no signature")]
    [InlineData("echo 0x12", "no signature")]
    [InlineData("exit 7", "ended with 7")]
    [InlineData("sleep 30", "did not answer")]
    public async Task may_be_any_program_that_answers_rightly(string program, string reason)
    {
        var signer = new ExternalSigner(["/bin/sh", "-c", program], TimeSpan.FromSeconds(2));
        var refusal = await Assert.ThrowsAsync<SignerRefusal>(() => signer.SignAsync([1, 2, 3],
            CancellationToken.None));
        Assert.Contains(reason, refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task that_is_not_there_is_named()
    {
        var signer = new ExternalSigner(["/no/such/signer"], TimeSpan.FromSeconds(2));
        Assert.Contains("/no/such/signer", (await Assert.ThrowsAsync<SignerRefusal>(
            () => signer.SignAsync([1], CancellationToken.None))).Message, StringComparison.Ordinal);
    }
}
