using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>The options that say whose signatures a checkpoint needs.</summary>
internal sealed class Signatures
{
    /// <summary>What stands below every verdict that rests on no signature.</summary>
    public const string Limit =
        "No signature was checked: whoever made this could have made another history the same way.";

    readonly Option<string?> _key = new("--key")
    {
        Description = "The log's verifier key, as 'gradients keys show' prints it.", HelpName = "VKEY",
    };

    readonly Option<string[]> _witnesses = new("--witness")
    {
        Description = "A witness's verifier key; may be given again for more.", HelpName = "VKEY",
    };

    readonly Option<int?> _quorum = new("--quorum")
    {
        Description = "How many of the witnesses must have signed; all when left out.", HelpName = "K",
    };

    readonly Option<bool> _none = new("--no-signature")
    {
        Description = "Check without signatures and OpenSSL; the verdict says what that leaves open.",
    };

    public void AddTo(Command verb)
    {
        verb.Add(_key);
        verb.Add(_witnesses);
        verb.Add(_quorum);
        verb.Add(_none);
    }

    /// <summary>Whether anything was said about signatures.</summary>
    public bool Given(ParseResult parsed) =>
        parsed.GetValue(_none) || parsed.GetValue(_key) is not null || parsed.GetValue(_witnesses) is { Length: > 0 }
        || parsed.GetValue(_quorum) is not null;

    /// <summary>Null: the caller asked for none.</summary>
    public SignaturePolicy? Policy(ParseResult parsed)
    {
        var (key, witnesses) = (parsed.GetValue(_key), parsed.GetValue(_witnesses) ?? []);
        if (parsed.GetValue(_none))
            return key is null && witnesses.Length == 0 && parsed.GetValue(_quorum) is null
                ? null
                : throw new Trouble("--no-signature goes with no key, witness or quorum");
        if (key is null)
            throw new Trouble("--key VKEY is needed: the log's verifier key (or --no-signature)");
        try
        {
            return new SignaturePolicy(
                VerifierKey.Parse(key), [.. witnesses.Select(VerifierKey.Parse)],
                parsed.GetValue(_quorum) ?? witnesses.Length);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new Trouble(e.Message);
        }
    }

    /// <summary>Runs a command that may miss OpenSSL, which is no verdict about what it was given.</summary>
    public static int WithCrypto(Func<int> run)
    {
        try
        {
            return run();
        }
        catch (CryptoMissingException e)
        {
            throw new Trouble(e.Message);
        }
    }
}
