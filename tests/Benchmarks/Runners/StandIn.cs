using Gradients.Ledger;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;

namespace Gradients.Benchmarks.Runners;

/// <summary>Measures nothing: where a benchmark ends with the beginning of a measurement.</summary>
static class StandIn
{
    internal static async Task MeasureAsync(Job.Measure job, Desktop desk, CancellationToken stop)
    {
        var answers = await desk.Record([.. job.Models.Select(model => new CommandLine(job.Stream, null,
            Keys.Of(job.Stream, job.Task.Task, model.Hotkey.Text, "measure"),
            new Report(new LossMeasured(job.Task.HeldOutDigest!, model.Hotkey, true,
                Loss(job.Task.Task + model.Hotkey.Text), "stand-in", null, job.Task.Task))))]);
        foreach (var answer in answers)
            if (answer is Answer.Refused { Refusal: var refusal })
                throw new InvalidOperationException($"{job.Task.Task}: {refusal}");
    }

    /// <summary>From 1 to 2, the same for the same text. Equal ones would be taken for copies.</summary>
    static double Loss(string text) => 1 + text.Aggregate(7u, (hash, c) => (hash * 31) + c) / (double)uint.MaxValue;
}
