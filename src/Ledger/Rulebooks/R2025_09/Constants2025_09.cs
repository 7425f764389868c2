using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Rulebooks.R2025_09;

/// <summary>The numbers of rulebook 2025.09, as code and as an ordered list that an event can carry.</summary>
public static class Constants2025_09
{
    public const string RulebookId = "2025.09";

    /// <summary>The hotkey that stands for the defending champion in every draw and takes what is burnt.</summary>
    public static readonly Hotkey Placeholder = new("5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu");

    public const double FirstPlaceScore = 3.0;
    public const double PenaltyScore = -1.0;
    public const int BottomPenaltyAbove = 8;
    public const double BottomPenaltyShare = 0.25;
    public const int GroupAdvance = 8;
    public const int KnockoutMax = 14;
    public const int MinimumEntrants = 8;
    public const int MaximumEntrants = 32;
    public const double StakeBonusPerEntry = 5.0;
    public const double StakeBonusMax = 25.0;
    public const double MarginFirst = 0.10;
    public const double MarginSecond = 0.075;
    public const double MarginLater = 0.05;
    public const double RegularWeight = 0.175;
    public const double TournamentWeight = 0.525;
    public const double TextTypeWeight = 0.55;
    public const double ImageTypeWeight = 0.45;
    public const double LargestWithdrawal = 0.75;
    public const double WithdrawalRate = 5.0;
    public const double WithdrawalGain = 0.25;
    public const double ParticipationWeight = 0.0001;
    public const double RankDecay = 0.3;
    public const int NodeCount = 256;
    public const double PoolTextWeight = 0.30;
    public const double PoolDpoWeight = 0.10;
    public const double PoolImageWeight = 0.15;
    public const double LargestQuantisedWeight = Shared.Quantiser.LargestWeight;

    /// <summary>Every constant with its name, in the order in which an event carries them.</summary>
    public static ImmutableArray<Constant> All { get; } =
    [
        new("firstPlaceScore", FirstPlaceScore),
        new("penaltyScore", PenaltyScore),
        new("bottomPenaltyAbove", BottomPenaltyAbove),
        new("bottomPenaltyShare", BottomPenaltyShare),
        new("groupAdvance", GroupAdvance),
        new("knockoutMax", KnockoutMax),
        new("minimumEntrants", MinimumEntrants),
        new("maximumEntrants", MaximumEntrants),
        new("stakeBonusPerEntry", StakeBonusPerEntry),
        new("stakeBonusMax", StakeBonusMax),
        new("marginFirst", MarginFirst),
        new("marginSecond", MarginSecond),
        new("marginLater", MarginLater),
        new("regularWeight", RegularWeight),
        new("tournamentWeight", TournamentWeight),
        new("textTypeWeight", TextTypeWeight),
        new("imageTypeWeight", ImageTypeWeight),
        new("largestWithdrawal", LargestWithdrawal),
        new("withdrawalRate", WithdrawalRate),
        new("withdrawalGain", WithdrawalGain),
        new("participationWeight", ParticipationWeight),
        new("rankDecay", RankDecay),
        new("nodeCount", NodeCount),
        new("poolTextWeight", PoolTextWeight),
        new("poolDpoWeight", PoolDpoWeight),
        new("poolImageWeight", PoolImageWeight),
        new("largestQuantisedWeight", LargestQuantisedWeight),
    ];

    /// <summary>The pool that still ran beside the tournaments: July's form with weights of its own.</summary>
    public static readonly PoolRules Pool = PoolRules.July with
    {
        RulebookId = RulebookId,
        TextWeight = PoolTextWeight,
        DpoWeight = PoolDpoWeight,
        ImageWeight = PoolImageWeight,
    };

    public static bool IsPlaceholder(Hotkey hotkey) => hotkey == Placeholder;

    public static double TypeWeight(TournamentType type) =>
        type == TournamentType.Text ? TextTypeWeight : ImageTypeWeight;
}
