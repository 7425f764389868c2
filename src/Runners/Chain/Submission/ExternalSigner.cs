using System.Diagnostics;
using Gradients.Ledger.Chain;

namespace Gradients.Runners.Chain;

/// <summary>
/// A program that holds the key: it reads the payload as one line of hex from its standard input and writes the
/// signature
/// as one line of hex. See docs/signer.md. The key never comes here.
/// </summary>
/// <param name="command">Program and arguments.</param>
/// <param name="patience">How long it may take; a person may have to type a password.</param>
public sealed class ExternalSigner(IReadOnlyList<string> command, TimeSpan patience)
{
    /// <param name="payload">Call, extra and additional, before any hashing: the signer sees what it signs.</param>
    /// <exception cref="SignerRefusal">It does not sign; its own words.</exception>
    public async Task<byte[]> SignAsync(byte[] payload, CancellationToken cancel)
    {
        var start = new ProcessStartInfo(command[0], command.Skip(1))
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        limit.CancelAfter(patience);
        using var process = Started(start);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(limit.Token);
            var errors = process.StandardError.ReadToEndAsync(limit.Token);
            await FeedAsync(process, HexBytes.Write(payload), limit.Token);
            await process.WaitForExitAsync(limit.Token);
            var (said, complained) = (await output, await errors);
            if (process.ExitCode != 0)
                throw new SignerRefusal($"the signer ended with {process.ExitCode}: {complained.Trim()}");
            return HexBytes.Read(said.Trim(), UnsignedExtrinsic.SignatureBytes);
        }
        catch (BadScale bad)
        {
            throw new SignerRefusal($"the signer's answer is no signature: {bad.Message}");
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            throw new SignerRefusal($"the signer did not answer within {patience.TotalSeconds:0} s");
        }
        finally
        {
            if (!process.HasExited)
                process.Kill(entireProcessTree: true);
        }
    }

    Process Started(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new SignerRefusal($"the signer '{command[0]}' cannot be started: {missing.Message}");
        }
    }

    static async Task FeedAsync(Process process, string payload, CancellationToken cancel)
    {
        try
        {
            await process.StandardInput.WriteLineAsync(payload.AsMemory(), cancel);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading: its exit code and words say why.
        }
    }
}

/// <summary>No signature was made.</summary>
public sealed class SignerRefusal(string message) : IOException(message);
