using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_gpu_requirement(ITestOutputHelper output) : Family2026_10("gpu_requirement", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var gpus = GpuRequirement.Of(
            Kind(given.GetProperty("type")),
            Count(given.GetProperty("params")),
            given.GetProperty("model").GetString(),
            Count(given.GetProperty("hf_params")),
            given.GetProperty("start").GetString() == "continuous_sft",
            Number(given.GetProperty("gpu_multiplier")),
            given.GetProperty("use_kl").GetBoolean());
        Same(expected.GetString(), gpus is { } number ? $"{number}xH100" : "error:TypeError", given.ToString());
    }

    static long? Count(JsonElement value)
    {
        return value.ValueKind == JsonValueKind.Null ? null : value.GetInt64();
    }
}
