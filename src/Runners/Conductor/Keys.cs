using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Gradients.Ledger.Store.Conducting;

namespace Gradients.Runners.Conductor;

/// <summary>Natural idempotency keys: the parts that say what a command is about, and nothing else.</summary>
public static class Keys
{
    const int Longest = 200;

    public static string Number(long number) => number.ToString(CultureInfo.InvariantCulture);

    public static string Of(string stream, params ReadOnlySpan<string> parts)
    {
        var key = new StringBuilder("conduct/").Append(stream);
        foreach (var part in parts)
            key.Append('/').Append(part);
        return key.Length <= Longest ? key.ToString() : "conduct/" + Convert.ToHexStringLower(
            SHA256.HashData(Encoding.UTF8.GetBytes(key.ToString())));
    }

    /// <summary>(tournament, task, hotkey, attempt, phase)</summary>
    public static string Of(RunKey run, string phase) =>
        Of(Streams.Tournament(run.Tournament), run.Task, run.Hotkey.Text, Number(run.Attempt), phase);

    /// <summary>An entrant's model, as evaluators are told its name.</summary>
    public static string Model(Hotkey hotkey) => $"model-{Name(hotkey.Text)}";

    /// <summary>A short name of lower-case letters and digits, for containers, disks and images.</summary>
    public static string Name(params ReadOnlySpan<string> parts) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))).AsSpan(0, 8));
}
