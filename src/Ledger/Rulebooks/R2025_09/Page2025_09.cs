using static Gradients.Ledger.Rulebooks.R2025_09.Constants2025_09;
using static Gradients.Ledger.Rulebooks.RuleWords;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>Rulebook 2025.09 in sentences, its numbers taken from the constants.</summary>
internal static class Page2025_09
{
    internal static RulePage Page { get; } = new(
    [
        new(RuleTopic.Entry,
        [
            $"Entry by stake: the {MaximumEntrants} largest, each completed tournament adding "
                + $"{Number(StakeBonusPerEntry)} % up to {Number(StakeBonusMax)} %.",
            "The stake at entry has to be kept, or the entrant is out at the end of the round.",
            $"A field has at least {MinimumEntrants} entrants.",
            "The champion defends under a placeholder hotkey and meets the others in the boss round.",
        ],
        [
            "Obfuscated repositories are thrown out after the cut by stake, and nobody moves up.",
        ]),
        new(RuleTopic.Tasks,
        [
            "Two types of tournament: text and image.",
            "Groups and pairs train one task; the boss round has 3, copies of old tasks of the pool.",
        ], []),
        new(RuleTopic.Ranking,
        [
            "Instruct, DPO and chat: by the larger of test and synthetic loss, smallest first.",
            "GRPO and image: 70 % test and 30 % synthetic loss where the synthetic one is usable; GRPO largest first.",
            $"The first gets quality score {Number(FirstPlaceScore)}, all others 0.",
            $"With more than {BottomPenaltyAbove} valid rows the last {Percent(BottomPenaltyShare)} get "
                + $"{Number(PenaltyScore)}; so do rows that failed or are no fine-tunes.",
            "Only the four best test losses of a text task get a synthetic loss.",
        ], []),
        new(RuleTopic.Groups,
        [
            $"More than {KnockoutMax} entrants are one large group with one task; the {GroupAdvance} smallest "
                + "losses go on.",
        ],
        [
            "Rows without a synthetic loss drop out, so a text group in fact sends at most 4.",
            "Groups sort ascending whatever the task: of GRPO scores the worst would go on.",
        ]),
        new(RuleTopic.Knockout,
        [
            $"Up to {KnockoutMax} entrants play in pairs; with an odd number the champion's placeholder is added or "
                + "removed.",
            "The first of the pair's task by quality score goes on.",
        ],
        [
            "A pair without a valid fine-tune sends nobody on.",
        ]),
        new(RuleTopic.Final,
        [
            $"The challenger wins a task by beating the boss's loss by the margin: {Percent(MarginFirst)} up to the "
                + "first "
                + $"defence, {Percent(MarginSecond)} after two wins, {Percent(MarginLater)} from three. Equality at "
                + "the margin is the challenger's.",
            "Who has no valid loss loses the task unless only its training succeeded; with neither loss the task is "
                + "left out.",
        ],
        [
            "With negative GRPO scores a challenger slightly worse than the boss wins.",
        ]),
        new(RuleTopic.Title,
        [
            "Whoever wins most of the tasks takes the title; on equal counts, whoever won the first of them.",
            "A round without any winner leaves the title with the champion.",
        ], []),
        new(RuleTopic.Emission,
        [
            $"Tournaments {Percent(TournamentWeight)}, the pool {Percent(RegularWeight)}, the rest is burnt.",
            $"Where the champion is worse than the pool on copied tasks by d, {Number(WithdrawalRate)} d of the "
                + "tournaments' "
                + $"part is withdrawn, at most {Percent(LargestWithdrawal)}; {Percent(WithdrawalGain)} of that goes "
                + "to the pool, the rest is burnt.",
            $"Text has {Percent(TextTypeWeight)} and image {Percent(ImageTypeWeight)} of the tournaments' part.",
        ],
        [
            "GRPO rows of the pool without a synthetic loss count 1000 there: the withdrawal is then always the "
                + "largest.",
            "With one type completed, the other's part of the tournaments is paid to nobody.",
            "After a dethronement it is the old champion's model that is compared.",
        ]),
        new(RuleTopic.Paid,
        [
            "Points: every task won by quality score earns the round's number times the type's weight.",
            "The champion stands first; then by points. Places share 1 : "
                + $"{Number(RankDecay)} : {Number(RankDecay)}^2 and so on; equal points share the average place.",
        ],
        [
            "Points of the boss round go by raw loss, not by the margin: a challenger without the title earns them "
                + "too.",
        ]),
        new(RuleTopic.Nodes,
        [
            $"Every hotkey still alive in a running tournament gets {Number(ParticipationWeight)}; the rest is "
                + "scaled down.",
            "The largest weight becomes 65535; halves round to even.",
        ],
        [
            "The burn node's weight replaces what it had collected.",
        ]),
    ]);
}
