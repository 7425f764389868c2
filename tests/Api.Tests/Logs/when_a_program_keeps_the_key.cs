using Gradients.Testing;

namespace Gradients.Api.Tests.Logs;

/// <summary>The signer is a Python program that knows the public formats and nothing of this code.</summary>
public sealed class when_a_program_keeps_the_key : IDisposable
{
    const string Origin = "example.com/elsewhere";

    static readonly string Program =
        Path.Combine(GoldenFolder.RepositoryRoot, "tests", "independent", "sign_note.py");

    readonly LedgerHome _ledger = new();

    string Seed =>
        _ledger.Write("seed", "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60");

    // Of test 1 in RFC 8032, section 7.1, as PEM and as base64.
    const string PublicKey = "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=";

    string Pem => _ledger.Write("public.pem", $"""
        -----BEGIN PUBLIC KEY-----
        MCowBQYDK2VwAyEA{PublicKey}
        -----END PUBLIC KEY-----
        """);

    public void Dispose() => _ledger.Dispose();

    Ran Make(string file, string publicKey, params string[] more) => _ledger.Gradients(
    [
        "keys", "external", Origin, _ledger.File(file), "--public", publicKey, .. more, "--", "python3", Program, Seed,
    ]);

    [Fact]
    public void checkpoints_and_cosignatures_of_it_are_as_good_as_any()
    {
        var verifier = Make("key", Pem).Ended(0).Lines[^1];
        Assert.Equal(verifier, Make("same", PublicKey, "--json").Ended(0).Json.GetProperty("verifierKey").GetString());
        Assert.Equal(verifier, Running.Gradients("keys", "show", _ledger.File("key")).Ended(0).Lines[^1]);
        _ledger.Gradients("publish", _ledger.File("site"), "--key", _ledger.File("key")).Ended(0);
        Running.Gradients("log", "check", _ledger.File("site"), "--key", verifier).Ended(0);

        var witness = Make("w", Pem, "--witness").Ended(0).Lines[^1];
        _ledger.Gradients("witness", "--log", _ledger.File("site"), "--key", _ledger.File("w"), "--state",
            _ledger.File("seen"), "--log-key", verifier, "--out", _ledger.File("site/cosigned")).Ended(0);
        Running.Gradients("log", "check", _ledger.File("site"), "--key", verifier, "--witness", witness,
            "--checkpoint", "cosigned").Ended(0);
    }

    [Fact]
    public void a_program_with_another_key_or_none_at_all_is_found_out_at_once()
    {
        Assert.Contains("--public", Make("key", "no such file").Ended(2).Errors, StringComparison.Ordinal);
        Assert.Contains("32 bytes", Make("key", Convert.ToBase64String(new byte[31])).Ended(2).Errors,
            StringComparison.Ordinal);
        var wrong = Make("key", Convert.ToBase64String([1, .. new byte[31]])).Ended(2);
        Assert.Contains("not one of", wrong.Errors, StringComparison.Ordinal);
        var nobody = _ledger.Gradients("keys", "external", Origin, _ledger.File("key"), "--public", PublicKey, "--",
            _ledger.File("nobody")).Ended(2);
        Assert.Contains("cannot be started", nobody.Errors, StringComparison.Ordinal);
        Assert.False(File.Exists(_ledger.File("key")));
    }
}
