using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class every_pass_over_a_fact
{
    [Fact]
    public void is_named_for_the_ahead_of_time_compiler()
    {
        var parts = typeof(CanonicalScanner).Assembly.GetTypes()
            .Where(type => !type.IsAbstract && type.GetInterfaces().Any(i =>
                i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IPart<>)))
            .Select(type => type.Name).Order(StringComparer.Ordinal);

        var named = CompiledPasses.Of().Select(type => type.Name).Order(StringComparer.Ordinal);

        Assert.Equal(parts, named);
    }
}
