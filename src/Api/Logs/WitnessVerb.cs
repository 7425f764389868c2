using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary>
/// <c>gradients witness</c>: cosigns a log's checkpoint if it continues the last one this witness saw. A log that shows
/// two histories gets no second cosignature.
/// </summary>
internal static class WitnessVerb
{
    public static Command Create()
    {
        var log = new Option<string>("--log")
        {
            Description = "The published log: a folder or an http(s):// prefix.", HelpName = "URL|DIR", Required = true,
        };
        var key = new Option<string>("--key")
        {
            Description = "The witness's private key, made with 'gradients keys new --witness'.", HelpName = "KEYFILE",
            Required = true,
        };
        var state = new Option<string>("--state")
        {
            Description = "Where this witness remembers the last checkpoint; one file for each log.",
            HelpName = "FILE", Required = true,
        };
        var logKey = new Option<string>("--log-key")
        {
            Description = "The log's verifier key.", HelpName = "VKEY", Required = true,
        };
        var file = new Option<string>("--out")
        {
            Description = "Where the cosigned checkpoint goes; standard output when left out.", HelpName = "FILE",
            DefaultValueFactory = _ => "-",
        };
        var json = Options.Json();
        var verb = new Command("witness", "Cosign a log's checkpoint with the time, if it continues the last one seen. "
            + "Exit 0 cosigned, 1 refused: the histories differ, 2 unreadable.")
        {
            log, key, state, logKey, file, json,
        };
        verb.SetAction(parsed => Run(
            parsed.GetRequiredValue(log), PrivateKey.Read(parsed.GetRequiredValue(key)), parsed.GetRequiredValue(state),
            Policy(parsed.GetRequiredValue(logKey)), parsed.GetRequiredValue(file), parsed.GetValue(json)));
        return verb;
    }

    static SignaturePolicy Policy(string logKey)
    {
        try
        {
            return new(VerifierKey.Parse(logKey));
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            throw new Trouble(e.Message);
        }
    }

    static int Run(
        string place, SignerKey key, string state, SignaturePolicy policy, string file, bool json)
    {
        if (key.Verifier.Type != SignatureType.Cosignature)
            throw new Trouble("a witness signs with a key made by 'gradients keys new --witness'");
        using var source = LogSource.Open(place);
        if (source.ReadsInOrder)
            throw new Trouble("a bundle is no log to witness: name the published folder or its URL");
        var log = new TiledLog(source, policy);
        using var signer = LogSigner.Open(key, state);
        var signature = signer.Sign(log.Checkpoint, source);
        // An earlier cosignature of this witness says less than the one just made.
        var others = log.Note.Signatures.Where(s => !key.Verifier.Made(s));
        var note = log.Note with { Signatures = [.. others, signature] };
        if (!json || file != "-")
            Output.Write(file, output => output.Write(note.ToBytes()));
        if (json)
            Write(log.Checkpoint, key.Verifier, VerifierKey.TimeOf(signature)!.Value, note);
        return Exit.Done;
    }

    static void Write(Checkpoint checkpoint, VerifierKey witness, long time, Note note) => Terminal.Json(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("witness", witness.ToString());
        writer.WriteNumber("time", time);
        writer.WriteString("origin", checkpoint.Origin);
        writer.WriteNumber("size", checkpoint.Size);
        writer.WriteString("root", checkpoint.Root.ToString());
        writer.WriteString("checkpoint", note.ToString());
        writer.WriteEndObject();
    });
}
