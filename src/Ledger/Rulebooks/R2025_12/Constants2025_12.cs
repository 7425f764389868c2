using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2025_12;

/// <summary>The numbers of rulebook 2025.12, as code and as an ordered list that an event can carry.</summary>
public static class Constants2025_12
{
    public const string RulebookId = "2025.12";

    /// <summary>The hotkey that stands for the defending champion in every draw and takes what is burnt.</summary>
    public static readonly Hotkey Placeholder = new("5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu");

    public const double FirstPlaceScore = 3.0;
    public const double PenaltyScore = -1.0;
    public const int BottomPenaltyAbove = 8;
    public const double BottomPenaltyShare = 0.25;
    public const int GroupAdvance = 8;
    public const int KnockoutMax = 14;
    public const int GroupSize = 32;
    public const int GroupMin = 20;
    public const int MinimumEntrants = 8;
    public const int FinalTasks = 6;
    public const long TextFeeRao = 200_000_000;
    public const long ImageFeeRao = 150_000_000;
    public const double MarginBase = 0.10;
    public const double MarginDecay = 0.8;
    public const double MarginFloor = 0.03;
    public const double TextWeight = 0.15;
    public const double ImageWeight = 0.10;
    public const double TextWeightCap = 0.6;
    public const double ImageWeightCap = 0.4;
    public const double EmissionThreshold = 0.05;
    public const double EmissionRate = 2.0;
    public const double EmissionDecayPerWin = 0.01;
    public const double ParticipationWeight = 0.0001;
    public const double RankDecay = 0.3;
    public const double ReturningWinnerGap = 0.1;
    public const double ImageTextGuidedShare = 0.25;
    public const double ImageNoTextShare = 0.75;
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
        new("groupSize", GroupSize),
        new("groupMin", GroupMin),
        new("minimumEntrants", MinimumEntrants),
        new("finalTasks", FinalTasks),
        new("textFeeRao", TextFeeRao),
        new("imageFeeRao", ImageFeeRao),
        new("marginBase", MarginBase),
        new("marginDecay", MarginDecay),
        new("marginFloor", MarginFloor),
        new("textWeight", TextWeight),
        new("imageWeight", ImageWeight),
        new("textWeightCap", TextWeightCap),
        new("imageWeightCap", ImageWeightCap),
        new("emissionThreshold", EmissionThreshold),
        new("emissionRate", EmissionRate),
        new("emissionDecayPerWin", EmissionDecayPerWin),
        new("participationWeight", ParticipationWeight),
        new("rankDecay", RankDecay),
        new("returningWinnerGap", ReturningWinnerGap),
        new("imageTextGuidedShare", ImageTextGuidedShare),
        new("imageNoTextShare", ImageNoTextShare),
        new("largestQuantisedWeight", LargestQuantisedWeight),
    ];

    public static bool IsPlaceholder(Hotkey hotkey) => hotkey == Placeholder;

    /// <summary>What a type's tournament weighs before any bonus, and what one task of its round 1 earns.</summary>
    public static double BaseWeight(TournamentType type) => type == TournamentType.Text ? TextWeight : ImageWeight;

    /// <summary>The entry fee in RAO (1 TAO = 10^9 RAO).</summary>
    public static long FeeRao(TournamentType type) => type == TournamentType.Text ? TextFeeRao : ImageFeeRao;
}
