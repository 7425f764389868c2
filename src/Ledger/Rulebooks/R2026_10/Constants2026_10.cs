using System.Collections.Immutable;

namespace Gradients.Ledger.Rulebooks.R2026_10;

/// <summary>The numbers of rulebook 2026.10, as code and as an ordered list that an event can carry.</summary>
public static class Constants2026_10
{
    public const string RulebookId = "2026.10";

    /// <summary>The hotkey that stands for the defending champion in every draw and takes what is burnt.</summary>
    public static readonly Hotkey Placeholder = new("5GU4Xkd3dCGTU3s8VLcHGc5wsD5M8XyxDca5yDQhYm1mVXFu");

    /// <summary>The environment without which a challenger takes no environment title.</summary>
    public const string DecidingEnvironment = "swe_infinite";

    public const double FirstPlaceScore = 3.0;
    public const double PenaltyScore = -1.0;
    public const int BottomPenaltyAbove = 8;
    public const double BottomPenaltyShare = 0.25;
    public const double ExampleDeadZone = 0.01;
    public const double RequiredGapFloor = 0.01;
    public const double RequiredGapShare = 0.01;
    public const double WinRateBound = 0.55;
    public const int BootstrapResamples = 10_000;
    public const double BootstrapConfidence = 0.99;
    public const long BootstrapSeed = 20_260_808;
    public const double RelativeMargin = 0.01;
    public const int FinalTasks = 6;
    public const int TasksTheChallengerMayLose = 1;
    public const int RoundOneTasks = 3;
    public const int RoundOneAdvance = 2;
    public const int GroupAdvance = 8;
    public const int KnockoutMax = 8;
    public const int GroupSize = 32;
    public const int GroupMin = 20;
    public const int EnvironmentGroupMax = 5;
    public const int EnvironmentSmallFieldMax = 7;
    public const int EnvironmentSmallFieldGroupMax = 4;
    public const int EnvironmentGroupMin = 2;
    public const double EnvironmentFullPoints = 3.0;
    public const double EnvironmentWinFloor = 0.6;
    public const double EnvironmentDifferenceBase = 0.10;
    public const double EnvironmentDifferenceSlope = 0.125;
    public const double TextAnchor = 0.35;
    public const double ImageAnchor = 0.25;
    public const double EnvironmentAnchor = 0.25;
    public const int EntrantWindow = 4;
    public const int EntrantMinimum = 3;
    public const double PressureExponent = 1.25;
    public const double BaseFloor = 0.05;
    public const double BaseCap = 0.50;
    public const double BoostThreshold = 0.10;
    public const double BoostRate = 2.0;
    public const double PoolCap = 0.50;
    public const double BurnWeight = 0.0;
    public const double RankDecay = 0.25;
    public const int PaidPlaces = 3;
    public const double LegacyFirstShare = 0.8;
    public const double LegacySecondShare = 0.2;
    public const double ParticipationWeight = 0.0001;
    public const double GrpoDivergenceFactor = 0.5;
    public const double GrpoSmallerOfTwo = 0.25;
    public const double GrpoLargerOfTwo = 0.75;
    public const double FailureShare = 0.5;
    public const double LongestHours = 5.0;
    public const double ShortestHours = 0.25;
    public const double LargestQuantisedWeight = Shared.Quantiser.LargestWeight;

    /// <summary>Every constant with its name, in the order in which an event carries them.</summary>
    public static ImmutableArray<Constant> All { get; } =
    [
        new("firstPlaceScore", FirstPlaceScore),
        new("penaltyScore", PenaltyScore),
        new("bottomPenaltyAbove", BottomPenaltyAbove),
        new("bottomPenaltyShare", BottomPenaltyShare),
        new("exampleDeadZone", ExampleDeadZone),
        new("requiredGapFloor", RequiredGapFloor),
        new("requiredGapShare", RequiredGapShare),
        new("winRateBound", WinRateBound),
        new("bootstrapResamples", BootstrapResamples),
        new("bootstrapConfidence", BootstrapConfidence),
        new("bootstrapSeed", BootstrapSeed),
        new("relativeMargin", RelativeMargin),
        new("finalTasks", FinalTasks),
        new("tasksTheChallengerMayLose", TasksTheChallengerMayLose),
        new("roundOneTasks", RoundOneTasks),
        new("roundOneAdvance", RoundOneAdvance),
        new("groupAdvance", GroupAdvance),
        new("knockoutMax", KnockoutMax),
        new("groupSize", GroupSize),
        new("groupMin", GroupMin),
        new("environmentGroupMax", EnvironmentGroupMax),
        new("environmentSmallFieldMax", EnvironmentSmallFieldMax),
        new("environmentSmallFieldGroupMax", EnvironmentSmallFieldGroupMax),
        new("environmentGroupMin", EnvironmentGroupMin),
        new("environmentFullPoints", EnvironmentFullPoints),
        new("environmentWinFloor", EnvironmentWinFloor),
        new("environmentDifferenceBase", EnvironmentDifferenceBase),
        new("environmentDifferenceSlope", EnvironmentDifferenceSlope),
        new("textAnchor", TextAnchor),
        new("imageAnchor", ImageAnchor),
        new("environmentAnchor", EnvironmentAnchor),
        new("entrantWindow", EntrantWindow),
        new("entrantMinimum", EntrantMinimum),
        new("pressureExponent", PressureExponent),
        new("baseFloor", BaseFloor),
        new("baseCap", BaseCap),
        new("boostThreshold", BoostThreshold),
        new("boostRate", BoostRate),
        new("poolCap", PoolCap),
        new("burnWeight", BurnWeight),
        new("rankDecay", RankDecay),
        new("paidPlaces", PaidPlaces),
        new("legacyFirstShare", LegacyFirstShare),
        new("legacySecondShare", LegacySecondShare),
        new("participationWeight", ParticipationWeight),
        new("grpoDivergenceFactor", GrpoDivergenceFactor),
        new("grpoSmallerOfTwo", GrpoSmallerOfTwo),
        new("grpoLargerOfTwo", GrpoLargerOfTwo),
        new("failureShare", FailureShare),
        new("longestHours", LongestHours),
        new("shortestHours", ShortestHours),
        new("largestQuantisedWeight", LargestQuantisedWeight),
    ];

    public static bool IsPlaceholder(Hotkey hotkey) => hotkey == Placeholder;
}
