using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks;

/// <summary>A rulebook as people read it: sections in the order of <see cref="RuleTopic"/>.</summary>
public sealed record RulePage(ImmutableArray<RuleSection> Sections)
{
    public RuleSection? Find(RuleTopic topic) => Sections.FirstOrDefault(section => section.Topic == topic);
}

/// <summary>What a rulebook says about one matter.</summary>
/// <param name="Rules">Whole sentences. Rulebooks that agree use the same words: a comparison sees it.</param>
/// <param name="Surprises">What follows from the rules though few would expect it.</param>
public sealed record RuleSection(RuleTopic Topic, ImmutableArray<string> Rules, ImmutableArray<string> Surprises);

/// <summary>The matters a miner asks about, in the order of a tournament.</summary>
public enum RuleTopic
{
    Entry,
    Tasks,
    Ranking,
    Groups,
    Knockout,
    Final,
    Title,
    Environments,
    Emission,
    Paid,
    Nodes,
}

/// <summary>Titles of the topics, and numbers as sentences show them.</summary>
public static class RuleWords
{
    public static string Title(RuleTopic topic) => topic switch
    {
        RuleTopic.Entry => "Who may enter",
        RuleTopic.Tasks => "What is trained, on what",
        RuleTopic.Ranking => "How a task is ranked",
        RuleTopic.Groups => "Group rounds: who goes on",
        RuleTopic.Knockout => "Knockout rounds: who goes on",
        RuleTopic.Final => "The boss round, task by task",
        RuleTopic.Title => "Who takes the title",
        RuleTopic.Environments => "Environment tournaments",
        RuleTopic.Emission => "What each part of the subnet is paid",
        RuleTopic.Paid => "Who is paid inside it",
        RuleTopic.Nodes => "From shares to the 16-bit row",
        _ => throw new System.Diagnostics.UnreachableException($"No title for {topic}."),
    };

    /// <summary>A fraction as a percentage, exact where the constant has at most 28 digits.</summary>
    public static string Percent(double fraction) => Plain((decimal)fraction * 100m) + " %";

    public static string Number(double value) => Plain((decimal)value);

    /// <summary>RAO as TAO (10^9 RAO).</summary>
    public static string Tao(long rao) => Plain(rao / 1_000_000_000m) + " TAO";

    static string Plain(decimal value) =>
        value.ToString("0.############", System.Globalization.NumberFormatInfo.InvariantInfo);
}
