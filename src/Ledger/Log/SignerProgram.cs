using System.Diagnostics;

namespace Gradients.Ledger.Log;

/// <summary>
/// A program that holds a private key where this one cannot reach it: a hardware module, another machine, a person. It
/// gets the bytes to be signed on standard input, prints base64 of the 64 bytes of their Ed25519 signature, and exits
/// with 0; the variable GRADIENTS_VERIFIER_KEY says for which key. Its standard error is shown.
/// </summary>
/// <param name="command">The program and its arguments.</param>
public sealed class SignerProgram(IReadOnlyList<string> command)
{
    /// <summary>Long enough for a person to touch a token.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Base64 of 64 bytes has 88 digits; what is longer is no answer.</summary>
    const int LongestAnswer = 1024;

    public IReadOnlyList<string> Command => command;

    /// <summary>A signature that was verified: what leaves here is this key's, whatever the program did.</summary>
    /// <exception cref="IOException">The program did not answer with one.</exception>
    internal byte[] Sign(VerifierKey key, byte[] message)
    {
        var answer = Run(key, message).TrimEnd();
        if (!StrictBase64.TryDecode(answer, out var signature) || signature.Length != Ed25519.SignatureLength)
            throw Failed("did not print base64 of a signature of 64 bytes");
        return Ed25519.Verify(key.PublicKey.ToArray(), message, signature)
            ? signature
            : throw Failed($"printed a signature that is not one of {key}");
    }

    string Run(VerifierKey key, byte[] message)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["GRADIENTS_VERIFIER_KEY"] = key.ToString();
        try
        {
            using var process = Process.Start(start)!;
            var answer = AnswerAsync(process.StandardOutput);
            Feed(process.StandardInput.BaseStream, message);
            var answered = answer.Wait(Patience);
            var isLong = answered && answer.Result.Length == LongestAnswer; // It waits to say more.
            if (!answered || isLong || !process.WaitForExit(Patience))
            {
                process.Kill(entireProcessTree: true);
                throw Failed(isLong ? "printed more than a signature of 64 bytes"
                    : $"did not end within {Patience.TotalSeconds} seconds");
            }
            return process.ExitCode == 0 ? answer.Result : throw Failed($"ended with exit code {process.ExitCode}");
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw Failed($"cannot be started: {missing.Message}");
        }
    }

    static void Feed(Stream input, byte[] message)
    {
        try
        {
            using (input)
                input.Write(message);
        }
        catch (IOException)
        {
            // A program that does not read everything signs something else, which its signature will show.
        }
    }

    static async Task<string> AnswerAsync(StreamReader output)
    {
        var answer = new char[LongestAnswer];
        var length = await output.ReadBlockAsync(answer, 0, answer.Length);
        return new string(answer, 0, length);
    }

    IOException Failed(string what) => new($"the signer {command[0]} {what}");
}
