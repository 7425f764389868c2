using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>
/// <c>gradients keys new|external|show</c>: keys in files, and the verifier keys that others need.
/// </summary>
internal static class KeysVerb
{
    public static Command Create() => new("keys", "Make and show the keys that sign checkpoints.")
    {
        New(), External(), Show(),
    };

    static Command New()
    {
        var (name, file, witness, json) = (Name(), NewFile(), Witness(), Options.Json());
        var verb = new Command("new", "Make a key. The last line printed is its verifier key.")
        {
            name, file, witness, json,
        };
        verb.SetAction(parsed => Signatures.WithCrypto(() =>
        {
            var key = Named(() => SignerKey.New(parsed.GetRequiredValue(name), Type(parsed, witness)));
            return Keep(parsed.GetRequiredValue(file), key, "the private key", parsed.GetValue(json));
        }));
        return verb;
    }

    static Command External()
    {
        var (name, file, witness, json) = (Name(), NewFile(), Witness(), Options.Json());
        var publicKey = new Option<string>("--public")
        {
            Description = "Its Ed25519 public key: a PEM file, or base64 of the 32 bytes.", HelpName = "FILE|BASE64",
            Required = true,
        };
        var program = new Argument<string[]>("PROGRAM")
        {
            Description = "The signer and its arguments, after --. It gets what to sign on standard input and prints "
                + "base64 of the signature.",
            Arity = ArgumentArity.OneOrMore,
        };
        var verb = new Command("external", "Make a key file for a private key that a program keeps. It signs once, to "
            + "see that it can.")
        {
            name, file, program, publicKey, witness, json,
        };
        verb.SetAction(parsed => Signatures.WithCrypto(() =>
        {
            var key = Named(() => SignerKey.External(
                VerifierKey.Of(parsed.GetRequiredValue(name), Type(parsed, witness),
                    PublicKeyFile.Read(parsed.GetRequiredValue(publicKey))),
                new SignerProgram(parsed.GetRequiredValue(program))));
            key.Sign("A trial that is no checkpoint of any log.\n", time: 0);
            return Keep(parsed.GetRequiredValue(file), key, "how to reach the signer", parsed.GetValue(json));
        }));
        return verb;
    }

    static Command Show()
    {
        var file = File("A file that 'gradients keys' made.");
        var json = Options.Json();
        var verb = new Command("show", "Show a key. The last line printed is its verifier key.") { file, json };
        verb.SetAction(parsed => Signatures.WithCrypto(() =>
        {
            var path = parsed.GetRequiredValue(file);
            Print(path, PrivateKey.Read(path), parsed.GetValue(json));
            return Exit.Done;
        }));
        return verb;
    }

    static Argument<string> Name() => new("NAME")
    {
        Description = "What the key signs as, such as example.com/ledger: for a log's key its origin.",
    };

    static Argument<string> NewFile() =>
        File("A file that does not exist yet; only its owner will be able to read it.");

    static Argument<string> File(string description) => new("FILE") { Description = description };

    static Option<bool> Witness() => new("--witness")
    {
        Description = "A key for cosignatures with a time, not for a log of one's own.",
    };

    static SignatureType Type(ParseResult parsed, Option<bool> witness) =>
        parsed.GetValue(witness) ? SignatureType.Cosignature : SignatureType.Ed25519;

    static SignerKey Named(Func<SignerKey> make)
    {
        try
        {
            return make();
        }
        catch (FormatException e)
        {
            throw new Trouble(e.Message);
        }
    }

    static int Keep(string path, SignerKey key, string what, bool json)
    {
        KeyFile.Write(path, key);
        if (!json)
            Console.Out.WriteLine($"{path} holds {what}: keep it, and keep it to yourself.");
        Print(path, key, json);
        return Exit.Done;
    }

    static void Print(string path, SignerKey key, bool json)
    {
        var isWitness = key.Verifier.Type == SignatureType.Cosignature;
        if (json)
        {
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("file", path);
                writer.WriteString("name", key.Verifier.Name);
                writer.WriteString("signs", isWitness ? "cosignatures" : "checkpoints");
                writer.WriteString("verifierKey", key.Verifier.ToString());
                writer.WriteEndObject();
            });
            return;
        }
        var what = isWitness ? "a witness's cosignatures" : "a log's checkpoints";
        Console.Out.WriteLine($"{key.Verifier.Name} signs {what}. Others check them with:");
        Console.Out.WriteLine(key.Verifier.ToString());
    }
}
