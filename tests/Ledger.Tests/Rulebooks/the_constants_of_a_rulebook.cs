using System.Collections.Immutable;
using System.Reflection;
using Gradients.Ledger.Rulebooks;
using Gradients.Ledger.Rulebooks.Pool2025_06;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Rulebooks.R2025_12;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class the_constants_of_a_rulebook
{
    [Fact]
    public void are_all_in_the_list_that_an_event_carries()
    {
        CheckList(typeof(Constants2025_12), Constants2025_12.All);
        CheckList(typeof(Constants2026_10), Constants2026_10.All);
        CheckList(typeof(Constants2025_09), Constants2025_09.All);
    }

    [Fact]
    public void of_the_pool_are_its_fixed_numbers_and_those_in_which_its_versions_differ()
    {
        var names = PoolRules.June.All.Select(constant => constant.Name).ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var field in typeof(PoolRules).GetFields(BindingFlags.Public | BindingFlags.Static))
            if (field.IsLiteral) Assert.Contains(field.Name, names);
        foreach (var property in typeof(PoolRules).GetProperties())
            if (property.PropertyType.IsPrimitive) Assert.Contains(property.Name, names);

        var changed = PoolRules.June.All.Zip(PoolRules.July.All).Where(pair => pair.First != pair.Second);
        Assert.Equal(
            [
                "textWeight", "imageWeight", "grpoWeight", "parkedShare", "requiredSynthetic", "sharesAddUp",
                "hashesDecide",
            ],
            changed.Select(pair => pair.First.Name));
    }

    static void CheckList(Type constants, ImmutableArray<Constant> all)
    {
        var fields = constants
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType != typeof(string))
            .Select(field => (
                Name: char.ToLowerInvariant(field.Name[0]) + field.Name[1..],
                Value: Convert.ToDouble(field.GetRawConstantValue(), null)));
        Assert.Equal(fields, all.Select(constant => (constant.Name, constant.Value)));
    }
}
