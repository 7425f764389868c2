using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_period_june(ITestOutputHelper output)
    : PeriodFamily("pool_period_june", PoolRules.June, output);
