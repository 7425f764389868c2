using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_gpu_requirement(ITestOutputHelper output) : GoldenFamily("gpu_requirement", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var gpus = GpuRequirement.Of(
            Task(given.GetProperty("type")),
            Count(given.GetProperty("params")),
            given.GetProperty("model").GetString(),
            Count(given.GetProperty("hf_params")));
        Same(expected.GetString(), gpus, given.ToString());
    }

    static long? Count(JsonElement value)
    {
        return value.ValueKind == JsonValueKind.Null ? null : value.GetInt64();
    }
}
