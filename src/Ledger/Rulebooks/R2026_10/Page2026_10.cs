using static Gradients.Ledger.Rulebooks.R2026_10.Constants2026_10;
using static Gradients.Ledger.Rulebooks.RuleWords;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>Rulebook 2026.10 in sentences, its numbers taken from the constants.</summary>
internal static class Page2026_10
{
    internal static RulePage Page { get; } = new(
    [
        new(RuleTopic.Entry,
        [
            "Entry by a fee that each announcement names.",
            "The champion defends under a placeholder hotkey and meets the others in the boss round.",
        ], []),
        new(RuleTopic.Tasks,
        [
            "Three types of tournament: text, image and environment.",
            "Round one of text and image is one group over three tasks; later groups and pairs train one task each.",
            $"The boss round has {FinalTasks} tasks: 3 instruct, 1 DPO, 1 GRPO and 1 chat task that continues an "
                + $"earlier fine-tune (text), or {FinalTasks} image tasks.",
            $"Hours follow tokens, model size and measured speed: {Number(ShortestHours)} to "
                + $"{Number(LongestHours)}, in quarters.",
            "1 H100 up to 4 billion parameters, 2 up to 12, 4 up to 40, else 8; DPO counts them 3 times, GRPO twice.",
            "An image task takes 1 H100, a continued fine-tune 4.",
        ],
        [
            "After a failed GRPO model all later models of the task get the score of the next one, with their own "
                + "divergence.",
        ]),
        new(RuleTopic.Ranking,
        [
            "By held-out loss, smallest first; a GRPO task by score, largest first. Equal ones keep their row order.",
            "An environment task by score, largest first.",
            "How image losses are made and how copies are found is not in the rule text: both are facts, as recorded.",
            $"The first gets quality score {Number(FirstPlaceScore)}, all others 0.",
            $"With more than {BottomPenaltyAbove} valid rows the last {Percent(BottomPenaltyShare)} get "
                + $"{Number(PenaltyScore)}; so do rows that failed or are no fine-tunes.",
        ], []),
        new(RuleTopic.Groups,
        [
            "Round one is one group of everybody, ranked by the average place over its tasks, then by the sum of "
                + $"losses; the first {RoundOneAdvance} go on.",
            $"Later rounds with more than {KnockoutMax} entrants play in groups of about {GroupSize}, at least "
                + $"{GroupMin}; the {GroupAdvance} best of each go on.",
            "A group task without any result holds the round up.",
        ],
        [
            "Who is absent from one task of round one ranks behind everybody who is in all of them.",
        ]),
        new(RuleTopic.Knockout,
        [
            $"Up to {KnockoutMax} entrants play in pairs; with an odd number the champion's placeholder is added or "
                + "removed.",
            "Text pairs are compared example by example: more examples won by more than "
                + $"{Number(ExampleDeadZone)} wins, unless that side's loss over all is larger.",
            "Without both vectors of losses, the first by quality score goes on.",
        ], []),
        new(RuleTopic.Final,
        [
            "Instruct, DPO and chat tasks are compared example by example. A lead of more than "
                + $"{Number(ExampleDeadZone)} wins an example, a smaller one decides nothing.",
            $"The challenger wins the task if, with {Percent(BootstrapConfidence)} confidence over "
                + $"{BootstrapResamples:N0} "
                + $"resamples, its win rate is at least {Percent(WinRateBound)} and its mean lead at least "
                + $"{Number(RequiredGapFloor)} and {Percent(RequiredGapShare)} of the boss's mean loss; and its "
                + "loss over all is not larger.",
            "No example decided is a draw: the boss holds the task, and one stand-in task of its type is played, once.",
            $"Image and GRPO tasks, and tasks without both vectors: better by {Percent(RelativeMargin)}, equality "
                + "wins.",
        ],
        [
            "An opponent without a result loses whatever was trained; against a boss without one, only training status "
                + "\"success\" wins.",
            "No vector at all falls back to the 1 % margin, while a vector of other examples loses: none is better "
                + "than a wrong one.",
            "A single example can win a task.",
            "Examples that are not finite on either side are left out; if none is left, the challenger has not won, "
                + "and it is no draw.",
        ]),
        new(RuleTopic.Title,
        [
            $"The challenger takes the title with all tasks but {TasksTheChallengerMayLose}: 5 of 6. Draws that are "
                + "not played again still count as tasks to win.",
            "Every continued fine-tune must be won or drawn by the challenger.",
            "A round without any winner leaves the title with the champion.",
        ],
        [
            "If every task of a text final is drawn, the boss keeps the title; in an environment final the challenger "
                + "takes it.",
        ]),
        new(RuleTopic.Environments,
        [
            "Everybody plays every environment: games in pairs, or a score alone. Each environment gives a place "
                + "between 0 and 1 among the group; their weighted average is the standing.",
            $"Groups of at most {EnvironmentGroupMax} ({EnvironmentSmallFieldGroupMax} with up to "
                + $"{EnvironmentSmallFieldMax} entrants in round one) with the champion in the smallest. Everybody "
                + "with the best standing goes on; nobody where the champion has it.",
            $"Final: the challenger must not be behind in any task and at least level in {DecidingEnvironment}.",
            "The third place goes to the best other standing of the round before, unless shared.",
        ],
        [
            "A challenger who ties in everything takes the title.",
            "The bonus of an environment champion is practically always 0: standings reach 1, the formula expects "
                + $"{Number(EnvironmentFullPoints)} points per environment.",
        ]),
        new(RuleTopic.Emission,
        [
            "What the three types get follows the number of entrants: each type's anchor "
                + $"({Percent(TextAnchor)}, {Percent(ImageAnchor)}, {Percent(EnvironmentAnchor)}) against the mean "
                + "entrants "
                + $"of its last {EntrantWindow} tournaments, between {Percent(BaseFloor)} and {Percent(BaseCap)}.",
            $"A new champion's lead above {Percent(BoostThreshold)} adds {Number(BoostRate)} times the excess, up to "
                + $"{Percent(PoolCap)}; then the three are scaled to 1. Nothing is burnt by rule.",
        ],
        [
            $"The cap of {Percent(PoolCap)} does not hold after scaling, and one type's bonus is a cut for the others.",
            "The lead of a champion is stored anew at every weight setting while it counts as new, also when the same "
                + "hotkey wins again.",
            "A type without a completed tournament burns its whole pool.",
        ]),
        new(RuleTopic.Paid,
        [
            $"The first {PaidPlaces} places of the tournament share 1 : {Number(RankDecay)} : "
                + $"{Number(RankDecay)}^2, which is 76 %, 19 % and 5 %.",
            $"Without recorded places: the champion {Percent(LegacyFirstShare)}, the other finalist "
                + $"{Percent(LegacySecondShare)}.",
        ],
        [
            "Places 2 and 3 without a first are paid as places 2 and 3; the first's share is burnt.",
        ]),
        new(RuleTopic.Nodes,
        [
            $"Every hotkey still alive in a running tournament gets {Number(ParticipationWeight)}; the rest is "
                + "scaled down.",
            "What cannot be given to registered hotkeys goes to the burn node.",
            "The largest weight becomes 65535; halves round to even.",
        ],
        [
            "Rounding can leave the burn node a trifle below 0. Then no weights are set at all, and nobody is paid, "
                + "until the inputs change.",
        ]),
    ]);
}
