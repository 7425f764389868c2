using static Gradients.Ledger.Rulebooks.R2025_12.Constants2025_12;
using static Gradients.Ledger.Rulebooks.RuleWords;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>Rulebook 2025.12 in sentences, its numbers taken from the constants.</summary>
internal static class Page2025_12
{
    internal static RulePage Page { get; } = new(
    [
        new(RuleTopic.Entry,
        [
            $"Entry by fee: {Tao(TextFeeRao)} for a text tournament, {Tao(ImageFeeRao)} for an image tournament.",
            $"A field has at least {MinimumEntrants} entrants and no upper limit.",
            "The champion defends under a placeholder hotkey and meets the others in the boss round.",
        ],
        [
            "The placeholder is a participant of every tournament but not drawn in round 1, so it is usually "
                + "eliminated there, although it returns for the boss round.",
        ]),
        new(RuleTopic.Tasks,
        [
            "Two types of tournament: text and image.",
            "Groups train one instruct (text) or image task each, pairs one task each.",
            $"The boss round has {FinalTasks} tasks: 2 instruct, 2 DPO and 2 GRPO (text), or {FinalTasks} image tasks.",
            $"The loss of an image task is {Percent(ImageTextGuidedShare)} with text and {Percent(ImageNoTextShare)} "
                + "without text guidance.",
            "1 H100 up to 4 billion parameters, 2 up to 12, 4 up to 40, else 8; DPO counts them 3 times, GRPO twice.",
            "An image task takes 1 A100.",
        ],
        [
            "Where the number of parameters is unknown it is read from the model's name, and \"1.5b\" reads as 5 "
                + "billion.",
        ]),
        new(RuleTopic.Ranking,
        [
            "By held-out loss, smallest first; a GRPO task by score, largest first. Equal ones keep their row order.",
            $"The first gets quality score {Number(FirstPlaceScore)}, all others 0.",
            $"With more than {BottomPenaltyAbove} valid rows the last {Percent(BottomPenaltyShare)} get "
                + $"{Number(PenaltyScore)}; so do rows that failed or are no fine-tunes.",
            "Submissions with exactly equal losses are duplicates: one is kept.",
        ],
        [
            "A row that is no fine-tune loses a knockout but counts in groups and in the boss round.",
        ]),
        new(RuleTopic.Groups,
        [
            $"More than {KnockoutMax} entrants play in groups of about {GroupSize}, at least {GroupMin}.",
            $"The {GroupAdvance} smallest losses of each group go on.",
        ],
        [
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
            "The challenger wins a task by beating the boss's loss by the margin: "
                + $"{Percent(MarginBase)} times {Number(MarginDecay)} for each defence after the first win, at least "
                + $"{Percent(MarginFloor)}. Equality at the margin is the challenger's.",
            "Who has no valid loss loses the task; the boss wins where both have none.",
        ],
        [
            "Before anybody has won, the margin is 12.5 %, above the 10 % of a fresh champion.",
            "If the boss failed, a fine loss still needs the training status \"success\" to win the task.",
            "With negative GRPO scores a challenger slightly worse than the boss wins.",
        ]),
        new(RuleTopic.Title,
        [
            "The challenger takes the title with more than half of the tasks: 4 of 6. Otherwise the champion defends.",
            "A round without any winner leaves the title with the champion.",
        ], []),
        new(RuleTopic.Emission,
        [
            $"Text {Percent(TextWeight)} and image {Percent(ImageWeight)} of everything; what they do not get is "
                + "burnt.",
            $"A new champion's median lead over the old one above {Percent(EmissionThreshold)} adds "
                + $"{Number(EmissionRate)} times the excess, up to {Percent(TextWeightCap)} (text) and "
                + $"{Percent(ImageWeightCap)} (image).",
            $"Each further win takes {Percent(EmissionDecayPerWin)} of everything from that bonus.",
        ],
        [
            "A defence stores no lead: the champion lives on that of the winning tournament.",
            "A champion that enters under its own hotkey and wins twice in a row gets no bonus at all.",
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
            "When nobody but the winner won any task, the whole type is burnt, even with a champion.",
        ]),
        new(RuleTopic.Nodes,
        [
            $"Every hotkey still alive in a running tournament gets {Number(ParticipationWeight)}; the rest is "
                + "scaled down.",
            "What cannot be given to registered hotkeys goes to the burn node.",
            "The largest weight becomes 65535; halves round to even.",
        ],
        [
            "The burn node's weight replaces what it had collected, so the vector may add up to less than 1; "
                + "unregistered, its whole share vanishes.",
        ]),
    ]);
}
