namespace Gradients.Ledger.Commands;

/// <summary>What became of many commands that are carried out together or not at all.</summary>
public abstract record ImportAnswer
{
    private ImportAnswer()
    {
    }

    /// <summary>An answer for each, in order.</summary>
    public sealed record Done(IReadOnlyList<Answer> Answers) : ImportAnswer;

    /// <summary>A rule forbids this one; nothing was appended.</summary>
    public sealed record Refused(CommandLine Line, Refusal Refusal) : ImportAnswer;
}
