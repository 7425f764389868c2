using System.Text.Json;
using Gradients.Runners.Cage;

namespace Gradients.Runners.Runs;

/// <summary>Why a run ended.</summary>
public enum RunEnd
{
    /// <summary>By itself.</summary>
    Exited,

    /// <summary>Its time was over: what it left is measured all the same.</summary>
    Deadline,

    /// <summary>It said more than its log budget.</summary>
    LogBudget,

    /// <summary>Whoever ran it gave it up.</summary>
    Stopped,
}

/// <summary>What a run used.</summary>
/// <param name="PeakBytes">Memory; sampled while it lives, or the kernel's own maximum where it keeps one.</param>
/// <param name="PeakPids">Processes and threads, sampled.</param>
public sealed record RunUse(double WallSeconds, double CpuSeconds, long PeakBytes, long PeakPids);

/// <summary>What came of a run.</summary>
/// <param name="OutOfMemory">A fact beside the others: a run may lose a child to it and go on.</param>
/// <param name="Cage">The settings as the engine read them back.</param>
public sealed record RunResult(
    RunEnd End, int Exit, bool OutOfMemory, RunUse Use, RunOutput Output, byte[] Log, long LogBytes, CageRecord Cage,
    RunTimes Times)
{
    /// <summary>126 and 127: what should have been started is not there or cannot be.</summary>
    public bool EntrypointMissing => Exit is 126 or 127;

    /// <summary>
    /// How it ended, as JSON: what a verdict does not say, like a child that was killed for want of memory while the
    /// run went on.
    /// </summary>
    public byte[] Facts() => JsonSerializer.SerializeToUtf8Bytes(new SortedDictionary<string, object>(
        StringComparer.Ordinal)
    {
        ["ended"] = End switch
        {
            RunEnd.Exited => "exited",
            RunEnd.Deadline => "deadline",
            RunEnd.LogBudget => "log-budget",
            _ => "stopped",
        },
        ["exit"] = Exit, ["logBytes"] = LogBytes, ["oom"] = OutOfMemory,
        ["peakBytes"] = Use.PeakBytes, ["peakPids"] = Use.PeakPids,
    });
}

/// <summary>How long our own steps took, in seconds.</summary>
/// <param name="ToStarted">From the call to the container's start.</param>
/// <param name="ToOutput">From the container's end to its output, read and hashed.</param>
/// <param name="ToGone">From there until nothing of it is left on the host.</param>
public sealed record RunTimes(double ToStarted, double ToOutput, double ToGone);
