using System.Reflection;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Rulebooks;

public sealed class the_constants_of_2025_12
{
    [Fact]
    public void are_all_in_the_list_that_an_event_carries()
    {
        var fields = typeof(Constants2025_12)
            .GetFields(BindingFlags.Public | BindingFlags.Static)
            .Where(field => field.IsLiteral && field.FieldType != typeof(string))
            .Select(field => (
                Name: char.ToLowerInvariant(field.Name[0]) + field.Name[1..],
                Value: Convert.ToDouble(field.GetRawConstantValue(), null)));
        Assert.Equal(fields, Constants2025_12.All.Select(constant => (constant.Name, constant.Value)));
    }
}
