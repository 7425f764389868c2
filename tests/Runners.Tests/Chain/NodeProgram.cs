using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>The programs that run on Node, and a key for them.</summary>
static class NodeProgram
{
    public static string Signer => Path.Combine(GoldenFolder.RepositoryRoot, "ops", "signer", "signer.mjs");

    public static string Decoder =>
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "chain", "decode.mjs");

    /// <summary>A wallet's key file of the well-known development account.</summary>
    public static string AliceKey(string folder)
    {
        var path = Path.Combine(folder, "alice.json");
        File.WriteAllText(path, """
            {"secretPhrase":"bottom drive obey lake curtain smoke basket hold race lonely fit walk//Alice",
            "accountId":"0xd43593c715fdd31c61141abd04a99fd6822c8558854ccde39a5684e7a56da27d"}
            """);
        return path;
    }
}
