using System.Collections.Immutable;
using Gradients.Ledger.Rulebooks.Shared;

namespace Gradients.Ledger.Rulebooks.Pool2025_06;

/// <summary>
/// The rules before tournaments: every miner trains every task, and a week's results are paid. The versions differ in
/// these numbers alone; each of them is a rulebook of its own.
/// </summary>
/// <param name="RulebookId">The rulebook's id.</param>
/// <param name="TextWeight">Weight of instruct and chat tasks.</param>
/// <param name="DpoWeight">Weight of DPO tasks.</param>
/// <param name="ImageWeight">Weight of image tasks; GRPO has the rest.</param>
/// <param name="ParkedShare">What the burn node takes of everything; 0 for none.</param>
/// <param name="RequiredSynthetic">Synthetic results a miner needs in a group and week not to be suspicious.</param>
/// <param name="SharesAddUp">Whether scores are divided by their sum, and a half without share skipped.</param>
/// <param name="HashesDecide">Whether model hashes tell an original from its duplicates.</param>
public sealed record PoolRules(
    string RulebookId, double TextWeight, double DpoWeight, double ImageWeight, double ParkedShare,
    int RequiredSynthetic, bool SharesAddUp, bool HashesDecide)
{
    public const double FirstPlaceScore = 3.0;
    public const double PenaltyScore = -1.0;
    public const int BottomPenaltyAbove = 8;
    public const double BottomPenaltyShare = 0.25;
    public const int SyntheticEvaluations = 4;
    public const double ImageTextGuidedShare = 0.25;
    public const int NodeCount = 256;
    public const double OneDayWeight = 0.3;
    public const double ThreeDayWeight = 0.3;
    public const double SevenDayWeight = 0.4;
    public const double SuspicionDeviations = 0.5;
    public const double SigmoidSteepness = 9.0;
    public const double SigmoidShift = 0.5;
    public const double SigmoidPower = 0.75;
    public const double SigmoidShare = 0.7;
    public const double LinearShare = 0.05;
    public const double LargestWork = 40.0;
    public const double LargestWorkByName = 8.0;

    /// <summary>The hotkey on which weight is parked.</summary>
    public static readonly Hotkey BurnHotkey = new("5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu");

    /// <summary>As of 2025-06-26: no burn, no tournament.</summary>
    public static readonly PoolRules June = new(
        "pool-2025.06", 0.25, 0.15, 0.25, ParkedShare: 0.0, RequiredSynthetic: 0, SharesAddUp: false,
        HashesDecide: false);

    /// <summary>As of 2025-07-16, the last version before tournaments: half of everything is parked.</summary>
    public static readonly PoolRules July = new(
        "pool-2025.07", 0.35, 0.15, 0.20, ParkedShare: 0.5, RequiredSynthetic: 21, SharesAddUp: true,
        HashesDecide: true);

    /// <summary>What is left for GRPO, in this order of subtraction.</summary>
    public double GrpoWeight => 1.0 - TextWeight - ImageWeight - DpoWeight;

    internal static readonly TwoLossRanking Ranking = new(new LossRanking(
        FirstPlaceScore, PenaltyScore, BottomPenaltyAbove, BottomPenaltyShare));

    /// <summary>Every constant with its name, in the order in which an event carries them.</summary>
    public ImmutableArray<Constant> All =>
    [
        new("firstPlaceScore", FirstPlaceScore),
        new("penaltyScore", PenaltyScore),
        new("bottomPenaltyAbove", BottomPenaltyAbove),
        new("bottomPenaltyShare", BottomPenaltyShare),
        new("syntheticEvaluations", SyntheticEvaluations),
        new("imageTextGuidedShare", ImageTextGuidedShare),
        new("nodeCount", NodeCount),
        new("oneDayWeight", OneDayWeight),
        new("threeDayWeight", ThreeDayWeight),
        new("sevenDayWeight", SevenDayWeight),
        new("suspicionDeviations", SuspicionDeviations),
        new("sigmoidSteepness", SigmoidSteepness),
        new("sigmoidShift", SigmoidShift),
        new("sigmoidPower", SigmoidPower),
        new("sigmoidShare", SigmoidShare),
        new("linearShare", LinearShare),
        new("largestWork", LargestWork),
        new("largestWorkByName", LargestWorkByName),
        new("textWeight", TextWeight),
        new("dpoWeight", DpoWeight),
        new("imageWeight", ImageWeight),
        new("grpoWeight", GrpoWeight),
        new("parkedShare", ParkedShare),
        new("requiredSynthetic", RequiredSynthetic),
        new("sharesAddUp", SharesAddUp ? 1 : 0),
        new("hashesDecide", HashesDecide ? 1 : 0),
        new("largestQuantisedWeight", Quantiser.LargestWeight),
    ];
}
