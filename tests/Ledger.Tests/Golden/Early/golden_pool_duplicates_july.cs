using Gradients.Ledger.Rulebooks.Pool2025_06;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_pool_duplicates_july(ITestOutputHelper output)
    : DuplicatesFamily("pool_duplicates_july", PoolRules.July, output);
