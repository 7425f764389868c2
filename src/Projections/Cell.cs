using Gradients.Ledger.Benchmarks;
using Gradients.Ledger.Tournaments;

namespace Gradients.Projections;

/// <summary>Values as rows hold them. Those that come again and again are boxed once.</summary>
internal static class Cell
{
    const int Kept = 256;

    static readonly object True = true;
    static readonly object False = false;
    static readonly object[] Integers = [.. Enumerable.Range(0, Kept).Select(i => (object)i)];
    static readonly object First = 3.0;
    static readonly object Middle = 0.0;
    static readonly object Last = -1.0;

    public static object Of(bool value) => value ? True : False;

    public static object? Of(bool? value) => value is { } known ? Of(known) : null;

    public static object Of(int value) => (uint)value < Kept ? Integers[value] : value;

    public static object? Of(long? value) => value is { } known ? known : null;

    public static object? Of(double? value) => value is { } known ? known : null;

    /// <summary>A quality score: nearly always 3, 0 or -1.</summary>
    public static object OfScore(double score) =>
        score == 3.0 ? First
        : BitConverter.DoubleToInt64Bits(score) == 0 ? Middle
        : score == -1.0 ? Last
        : score;

    public static string Of(TournamentType type) => type switch
    {
        TournamentType.Text => "text",
        TournamentType.Image => "image",
        _ => "environment",
    };

    public static string Of(RoundKind kind) => kind switch
    {
        RoundKind.Group => "group",
        RoundKind.Knockout => "knockout",
        _ => "boss",
    };

    public static string Of(TaskType type) => type switch
    {
        TaskType.InstructTextTask => "InstructTextTask",
        TaskType.DpoTask => "DpoTask",
        TaskType.GrpoTask => "GrpoTask",
        TaskType.ChatTask => "ChatTask",
        TaskType.ImageTask => "ImageTask",
        _ => "EnvironmentTask",
    };

    public static string Of(BenchmarkKind kind) => kind switch
    {
        BenchmarkKind.Rag => "rag",
        BenchmarkKind.Translation => "translation",
        BenchmarkKind.Reasoning => "reasoning",
        BenchmarkKind.Code => "code",
        BenchmarkKind.Math => "math",
        _ => "diffusion",
    };

    public static string Of(TrainingStatus status) => status switch
    {
        TrainingStatus.Success => "success",
        TrainingStatus.Failure => "failure",
        TrainingStatus.Training => "training",
        _ => "pending",
    };
}
