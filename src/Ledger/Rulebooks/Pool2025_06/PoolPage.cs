using System.Collections.Immutable;
using static Gradients.Ledger.Rulebooks.Pool2025_06.PoolRules;
using static Gradients.Ledger.Rulebooks.RuleWords;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>A version of the pool's rules in sentences, its numbers taken from the version.</summary>
internal static class PoolPage
{
    internal static RulePage Of(PoolRules rules) => new(
    [
        new(RuleTopic.Entry, ["Everybody registered may take tasks; there are no tournaments."], []),
        new(RuleTopic.Tasks,
        [
            "Tasks are organic (asked for by customers) or synthetic.",
            $"A task counts for its work: 2 times the root of hours times billions of parameters "
                + $"({Number(LargestWork)} at "
                + $"most; read from the name, {Number(LargestWorkByName)} at most), at least 1.",
        ], []),
        new(RuleTopic.Ranking, Ranking(rules), []),
        new(RuleTopic.Emission,
        [
            $"Text {Percent(rules.TextWeight)}, DPO {Percent(rules.DpoWeight)}, image {Percent(rules.ImageWeight)}, "
                + $"GRPO {Percent(rules.GrpoWeight)}; each split by its organic and synthetic tasks of the week.",
            $"Three windows: one day {Percent(OneDayWeight)}, three days {Percent(ThreeDayWeight)}, seven days "
                + $"{Percent(SevenDayWeight)}.",
            rules.ParkedShare > 0
                ? $"{Percent(rules.ParkedShare)} of everything is parked on the burn hotkey."
                : "Nothing is burnt.",
        ], EmissionSurprises(rules)),
        new(RuleTopic.Paid, Paid(rules),
        [
            "Being second costs nothing: scores of 0 are left out before averaging.",
            "The score is quadratic in success: the sum of scores times their mean.",
            "One win per three punishments is the least that is paid.",
            "If the results of one half are all not numbers, no weights are set at all.",
        ]),
        new(RuleTopic.Nodes, ["The largest weight becomes 65535; halves round to even."], []),
    ]);

    static ImmutableArray<string> Ranking(PoolRules rules) =>
    [
        "Instruct, DPO and chat: by the larger of test and synthetic loss, smallest first.",
        "GRPO and image: 70 % test and 30 % synthetic loss where the synthetic one is usable; GRPO largest first.",
        $"The first gets quality score {Number(FirstPlaceScore)}, all others 0.",
        $"With more than {BottomPenaltyAbove} valid rows the last {Percent(BottomPenaltyShare)} get "
            + $"{Number(PenaltyScore)}; so do rows that failed or are no fine-tunes.",
        "Only the four best test losses of a text task get a synthetic loss.",
        rules.HashesDecide
            ? "Of submissions with equal losses one is kept: with a model hash before without, then the first, else "
                + "the earliest upload."
            : "Of submissions with equal losses the earliest upload is kept, none where no time is known.",
    ];

    static ImmutableArray<string> EmissionSurprises(PoolRules rules) => rules.ParkedShare > 0
        ?
        [
            "If the burn hotkey holds no uid, its half simply vanishes.",
            "Shares that nobody earns make the burn node's part larger still.",
        ]
        : ["A miner alone in a nearly empty half gets 74 % of it at most: the rest is paid to nobody."];

    static ImmutableArray<string> Paid(PoolRules rules) =>
    [
        "A miner's score in a window: its task scores times work, times their mean; below 0 it is 0. A sigmoid "
            + "favours the best.",
        rules.SharesAddUp
            ? "Scores of a half add up to its share; a half without share is skipped."
            : "The best of a half gets about 74 % of its share, whatever the others get.",
        (rules.RequiredSynthetic > 0 ? $"Fewer than {rules.RequiredSynthetic} synthetic results a week, or o" : "O")
            + $"rganic results better than the synthetic ones by more than {Number(SuspicionDeviations)} standard "
            + "deviations, cost the organic half.",
    ];
}
