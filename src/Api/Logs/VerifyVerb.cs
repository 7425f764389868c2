using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Log;

namespace Gradients.Api.Logs;

/// <summary><c>gradients verify PROOF --event FILE --key VKEY</c>: checks offline that one event is in a log.</summary>
internal static class VerifyVerb
{
    public static Command Create()
    {
        var proof = new Argument<string>("PROOF") { Description = "A .tlog-proof file." };
        var entry = new Option<string>("--event")
        {
            Description = "The event as exported, one line; a line feed at its end does not count.", Required = true,
            HelpName = "FILE",
        };
        var signatures = new Signatures();
        var json = Options.Json();
        var verb = new Command("verify", "Check offline that an event stands where a proof says. Exit 0 proved, 1 not, "
            + "2 unreadable.")
        {
            proof, entry, json,
        };
        signatures.AddTo(verb);
        verb.SetAction(parsed => Signatures.WithCrypto(() => Run(
            parsed.GetRequiredValue(proof), parsed.GetRequiredValue(entry), signatures.Policy(parsed),
            parsed.GetValue(json))));
        return verb;
    }

    static int Run(string file, string entry, SignaturePolicy? policy, bool json)
    {
        TlogProof proof;
        try
        {
            proof = TlogProof.Parse(Input.ReadAll(file));
        }
        catch (FormatException e)
        {
            throw new Trouble($"{Input.Name(file)}: {e.Message}");
        }
        var bytes = Input.ReadAll(entry).AsSpan();
        // Canonical JSON ends with a brace: what follows was added by whoever cut the line out.
        if (bytes.EndsWith("}\n"u8))
            bytes = bytes[..^1];
        var refuted = proof.Refutes(bytes, policy);
        if (json)
            Write(proof, refuted, policy is not null);
        else
            Print(proof, refuted, policy is not null);
        return refuted is null ? Exit.Done : Exit.Diverged;
    }

    static void Print(TlogProof proof, string? refuted, bool signed)
    {
        var checkpoint = Checkpoint.Parse(proof.Note.Text);
        Console.Out.WriteLine(refuted is null
            ? $"PROVED: this event is at position {proof.Index + 1} of {checkpoint.Size} in "
                + $"{Terminal.Plain(checkpoint.Origin)}, root {checkpoint.Root}"
            : $"NOT PROVED: {Terminal.Plain(refuted)}");
        if (!signed)
            Console.Out.WriteLine(Signatures.Limit);
    }

    static void Write(TlogProof proof, string? refuted, bool signed) => Terminal.Json(writer =>
    {
        var checkpoint = Checkpoint.Parse(proof.Note.Text);
        writer.WriteStartObject();
        writer.WriteBoolean("proved", refuted is null);
        writer.WriteBoolean("signaturesChecked", signed);
        writer.WriteNumber("position", proof.Index + 1);
        writer.WriteString("origin", checkpoint.Origin);
        writer.WriteNumber("size", checkpoint.Size);
        writer.WriteString("root", checkpoint.Root.ToString());
        if (refuted is not null)
            writer.WriteString("reason", refuted);
        writer.WriteEndObject();
    });
}
