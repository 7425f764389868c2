namespace Gradients.Api.Shell;

/// <summary>Something that ends a command with one clear message: what happened, where, and what to do.</summary>
internal sealed class Trouble(string message, int exit = Exit.Unreadable) : Exception(message)
{
    public int ExitCode { get; } = exit;
}
