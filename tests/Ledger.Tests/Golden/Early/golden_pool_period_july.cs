using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_period_july(ITestOutputHelper output)
    : PeriodFamily("pool_period_july", PoolRules.July, output);
