namespace Gradients.Api.Shell;

/// <summary>What every command's exit code means.</summary>
internal static class Exit
{
    /// <summary>Done, or equal.</summary>
    public const int Done = 0;

    /// <summary>Diverged, or refused by a rule.</summary>
    public const int Diverged = 1;

    /// <summary>A mistyped command line, or input that cannot be read or reached.</summary>
    public const int Unreadable = 2;
}
