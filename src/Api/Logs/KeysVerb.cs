using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary><c>gradients keys new|show</c>: private keys in files, and the verifier keys that others need.</summary>
internal static class KeysVerb
{
    public static Command Create() => new("keys", "Make and show the keys that sign checkpoints.") { New(), Show() };

    static Command New()
    {
        var name = new Argument<string>("NAME")
        {
            Description = "What the key signs as, such as example.com/ledger: for a log's key its origin.",
        };
        var file = File("A file that does not exist yet; only its owner will be able to read it.");
        var witness = new Option<bool>("--witness")
        {
            Description = "A key for cosignatures with a time, not for a log of one's own.",
        };
        var verb = new Command("new", "Make a key. The last line printed is its verifier key.") { name, file, witness };
        verb.SetAction(parsed => Signatures.WithCrypto(() =>
        {
            var type = parsed.GetValue(witness) ? SignatureType.Cosignature : SignatureType.Ed25519;
            var path = parsed.GetRequiredValue(file);
            var key = Make(parsed.GetRequiredValue(name), type);
            KeyFile.Write(path, key);
            Console.Out.WriteLine($"{path} holds the private key: keep it, and keep it to yourself.");
            Print(key);
            return Exit.Done;
        }));
        return verb;
    }

    static SignerKey Make(string name, SignatureType type)
    {
        try
        {
            return SignerKey.New(name, type);
        }
        catch (FormatException e)
        {
            throw new Trouble(e.Message);
        }
    }

    static Command Show()
    {
        var file = File("A file that 'gradients keys new' made.");
        var verb = new Command("show", "Show a key. The last line printed is its verifier key.") { file };
        verb.SetAction(parsed => Signatures.WithCrypto(() =>
        {
            Print(PrivateKey.Read(parsed.GetRequiredValue(file)));
            return Exit.Done;
        }));
        return verb;
    }

    static Argument<string> File(string description) => new("FILE") { Description = description };

    static void Print(SignerKey key)
    {
        var what = key.Verifier.Type == SignatureType.Cosignature ? "a witness's cosignatures" : "a log's checkpoints";
        Console.Out.WriteLine($"{key.Verifier.Name} signs {what}. Others check them with:");
        Console.Out.WriteLine(key.Verifier.ToString());
    }
}
