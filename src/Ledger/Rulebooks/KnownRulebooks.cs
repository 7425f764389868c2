using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Rulebooks;

/// <summary>Every rulebook this program can replay, oldest first. One is added at the end, none removed.</summary>
public static class KnownRulebooks
{
    public static ImmutableArray<Rulebook> All { get; } =
    [
        new(PoolRules.June.RulebookId, "26 June 2025, before tournaments", PoolRules.June.All,
            static () => PoolPage.Of(PoolRules.June)),
        new(PoolRules.July.RulebookId, "16 July 2025, the last days before tournaments", PoolRules.July.All,
            static () => PoolPage.Of(PoolRules.July)),
        new(Constants2025_09.RulebookId, "12 September 2025, the first public tournaments", Constants2025_09.All,
            static () => Page2025_09.Page),
        new(Constants2025_12.RulebookId, "12 December 2025", Constants2025_12.All,
            static () => Page2025_12.Page),
        new(Constants2026_10.RulebookId, "autumn 2026", Constants2026_10.All,
            static () => Page2026_10.Page),
    ];

    public static Rulebook? Find(string id) => All.FirstOrDefault(rulebook => rulebook.Id == id);

    /// <summary>The newest of those adopted: the one in force. -1 while none is.</summary>
    public static int IndexOfNewest(ImmutableArray<string> adopted)
    {
        for (var i = All.Length - 1; i >= 0; i--)
            if (adopted.Contains(All[i].Id))
                return i;
        return -1;
    }
}
