using System.Text.Json;
using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_work(ITestOutputHelper output) : EarlyFamily("pool_work", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var hours = given.GetProperty("hours").GetDouble();
        var parameters = given.GetProperty("params");
        var work = WorkScore.Of(
            hours, parameters.ValueKind == JsonValueKind.Null ? null : parameters.GetInt64(),
            given.GetProperty("model").GetString());
        Same(given.TryGetProperty("error", out var error) ? error.GetString() : null, work.Error, given.ToString());
        if (work.Error is null) SameNumber(expected, work.Work, given.ToString());
    }
}
