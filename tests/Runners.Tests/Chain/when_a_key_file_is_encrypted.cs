using System.Diagnostics;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Chain;

/// <summary>
/// The key of the well-known development account //Alice, encrypted by PyNaCl as wallets do it and by
/// <c>@polkadot/keyring</c>; the password of both is "correct horse".
/// </summary>
public sealed class when_a_key_file_is_encrypted : IDisposable
{
    const string Alice = "5GrwvaEF5zXb26Fz9rcQpDWS57CtERHpNehXCPcNoHGKutQY";

    const string OfWallets =
        "JE5BQ0zZXb0cKnxDYMvNlggwrkm5VH5qJ7FyKS2wERhYUrZuf7lp+H434T73VfNnJb5bFXWOaQgMkUdohaKCOow7GbQ+"
        + "v5HL0C38iEjaeDjNhpOEnBEIdElYCmlBII0FKkTla5kNGjMI9N6H01PzWQ0HWCLlztfOquFE35Wn8AbUcVgqH3Y42riF"
        + "BbEJQVrXkw0esO5uYbscv78UHjsGrnuKcnl70LT1tO1BxIZhTppC3JUeUjA0KkNnkIX+IjRB9QcXOxOwfVlC0IMM9VKv"
        + "kFinjBFhEYZyhO8Q5HgJ1tQ=";

    const string Encoded =
        "pDL6Rii9+HHUYsgHOJ4PSVw49ofFYzI7VuZ/qn52+lUAAAIAAQAAAAgAAABGt/W8tiCs3U0nP1lR24TgjER+sBLoq3cH"
        + "2Qck+KyELqUVqpERUnpClaMddjaS0OooW0E8KQ9NLtYeZ6cx/SVVlLvVyrCZ9TzA6xNP4icZudrPnMx1/UlkIoj+6mgp"
        + "EEPXQbVSZuCh0R6sIHHYZTZZTLj7Tw+mms3YGE9zr/ZGyktQyk9Da/wqbuQuAOtKW436EYOJyyJMRCkuaoQ6";

    const string Keystore = $$$"""
        {"encoded":"{{{Encoded}}}",
        "encoding":{"content":["pkcs8","sr25519"],"type":["scrypt","xsalsa20-poly1305"],"version":"3"},
        "address":"{{{Alice}}}","meta":{}}
        """;

    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("gradients-keys-");

    public void Dispose() => _folder.Delete(recursive: true);

    string Key(string kind)
    {
        var path = Path.Combine(_folder.FullName, kind);
        File.WriteAllBytes(path, kind == "wallet" ? Convert.FromBase64String(OfWallets)
            : System.Text.Encoding.UTF8.GetBytes(Keystore));
        return path;
    }

    /// <summary>The signer in a shell, told only to print the address of a key.</summary>
    (int Exit, string Said) Shell(string command, string kind)
    {
        var start = new ProcessStartInfo("/bin/sh", ["-c", command])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            Environment =
            {
                ["SIGNER"] = $"node '{NodeProgram.Signer}' --address --key '{Key(kind)}'",
                ["PASSWORD"] = "correct horse",
            },
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var said = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, said);
    }

    [Theory]
    [InlineData("wallet")]
    [InlineData("keystore")]
    public void the_password_comes_from_the_environment(string kind)
    {
        var (exit, said) = Shell("eval \"$SIGNER --password-env PASSWORD\"", kind);
        Assert.Equal((0, Alice), (exit, said.Trim()));
    }

    [Fact]
    public void the_password_comes_from_a_file_descriptor()
    {
        var (exit, said) = Shell("echo \"$PASSWORD\" | eval \"$SIGNER --password-fd 0\"", "keystore");
        Assert.Equal((0, Alice), (exit, said.Trim()));
    }

    [Theory]
    [InlineData("wallet")]
    [InlineData("keystore")]
    public void another_password_opens_nothing(string kind)
    {
        var (exit, said) = Shell("WRONG=battery; export WRONG; eval \"$SIGNER --password-env WRONG\" 2>&1", kind);
        Assert.Equal(1, exit);
        Assert.DoesNotContain(Alice, said, StringComparison.Ordinal);
        Assert.Contains("refused", said, StringComparison.Ordinal);
    }

    /// <summary>Typed as soon as it is asked for; what a terminal would show is what is compared.</summary>
    [Fact]
    public void a_password_that_is_typed_is_not_shown()
    {
        var shown = Path.Combine(_folder.FullName, "shown");
        var (exit, _) = Shell(
            $"(for i in $(seq 600); do grep -q Password '{shown}' 2>/dev/null && break; sleep 0.1; done; echo \"$PASSWORD\") "
            + $"| script -qefc \"$SIGNER\" '{shown}'", "keystore");
        var said = File.ReadAllText(shown);
        Assert.Equal(0, exit);
        Assert.Contains(Alice, said, StringComparison.Ordinal);
        Assert.DoesNotContain("horse", said, StringComparison.Ordinal);
    }
}
