using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks;

namespace Gradients.Projections.Rulebooks;

/// <summary>What changes from one rulebook to another: sentences by topic, and constants by name.</summary>
/// <param name="Changed">Topics on which the two say something else, in the order of a tournament.</param>
/// <param name="Unchanged">Topics on which both say the same.</param>
public sealed record RulebookComparison(
    Rulebook From, Rulebook To, ImmutableArray<ChangedTopic> Changed, ImmutableArray<RuleTopic> Unchanged,
    ImmutableArray<ChangedConstant> Constants)
{
    public static RulebookComparison Of(Rulebook from, Rulebook to)
    {
        var changed = ImmutableArray.CreateBuilder<ChangedTopic>();
        var unchanged = ImmutableArray.CreateBuilder<RuleTopic>();
        foreach (var topic in Enum.GetValues<RuleTopic>())
        {
            RuleSection? before = from.Page().Find(topic), after = to.Page().Find(topic);
            if (before is null && after is null)
                continue;
            var difference = Compare(topic, before, after);
            if (difference.IsEmpty)
                unchanged.Add(topic);
            else
                changed.Add(difference);
        }
        return new(from, to, changed.ToImmutable(), unchanged.ToImmutable(), Compare(from.Constants, to.Constants));
    }

    static ChangedTopic Compare(RuleTopic topic, RuleSection? before, RuleSection? after)
    {
        ImmutableArray<string> oldRules = before?.Rules ?? [], newRules = after?.Rules ?? [];
        ImmutableArray<string> oldSurprises = before?.Surprises ?? [], newSurprises = after?.Surprises ?? [];
        return new(topic,
            Without(oldRules, newRules), Without(newRules, oldRules), Both(oldRules, newRules),
            Without(oldSurprises, newSurprises), Without(newSurprises, oldSurprises), Both(oldSurprises, newSurprises));
    }

    static ImmutableArray<string> Without(ImmutableArray<string> some, ImmutableArray<string> others) =>
        [.. some.Where(sentence => !others.Contains(sentence))];

    static ImmutableArray<string> Both(ImmutableArray<string> some, ImmutableArray<string> others) =>
        [.. some.Where(sentence => others.Contains(sentence))];

    /// <summary>In the order of the old rulebook, then what only the new one has.</summary>
    static ImmutableArray<ChangedConstant> Compare(ImmutableArray<Constant> before, ImmutableArray<Constant> after)
    {
        var changed = ImmutableArray.CreateBuilder<ChangedConstant>();
        foreach (var constant in before)
        {
            var now = after.FirstOrDefault(other => other.Name == constant.Name)?.Value;
            if (now is not { } value || BitConverter.DoubleToInt64Bits(value) != BitConverter.DoubleToInt64Bits(constant.Value))
                changed.Add(new(constant.Name, constant.Value, now));
        }
        foreach (var constant in after)
            if (!before.Any(other => other.Name == constant.Name))
                changed.Add(new(constant.Name, null, constant.Value));
        return changed.ToImmutable();
    }
}

/// <summary>One topic's sentences: those that fell, those that came, and those that stayed; surprises likewise.</summary>
public sealed record ChangedTopic(
    RuleTopic Topic, ImmutableArray<string> Before, ImmutableArray<string> Now, ImmutableArray<string> Same,
    ImmutableArray<string> SurprisesBefore, ImmutableArray<string> SurprisesNow, ImmutableArray<string> SurprisesSame)
{
    public bool IsEmpty => Before.IsEmpty && Now.IsEmpty && SurprisesBefore.IsEmpty && SurprisesNow.IsEmpty;
}

/// <summary>A constant that has another value, or that only one of the two has.</summary>
public readonly record struct ChangedConstant(string Name, double? Before, double? Now);
