using Gradients.Ledger.Store;

namespace Gradients.Projections.Tests;

public sealed class the_set_of_projections
{
    [Fact]
    public void has_eight() => Assert.Equal(
        ["bracket", "standings", "champion_reigns", "weight_vectors", "careers", "task_results",
            "tournaments", "benchmark_results"], ProjectionSet.Names);

    [Fact]
    public void may_be_started_in_part() =>
        Assert.Equal(["careers", "bracket"], ProjectionSet.Of("careers", "bracket").Running.Select(p => p.Name));

    [Fact]
    public void knows_no_other_names()
    {
        var refused = Assert.Throws<ArgumentException>(() => ProjectionSet.Of("brackets"));
        Assert.Contains("brackets", refused.Message, StringComparison.Ordinal);
        Assert.Contains("champion_reigns", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void fills_tables_of_its_own_names_settings_and_comparisons_besides() =>
        Assert.Equal(
            ["benchmark_kinds", "benchmark_pairs", "benchmark_results", "bracket", "careers", "champion_reigns",
                "standings", "task_results", "tournaments", "weight_settings", "weight_shares", "weight_vectors"],
            ProjectionSet.Tables.Select(table => table.Name).Order(StringComparer.Ordinal));

    [Fact]
    public void has_tables_whose_last_column_is_the_position()
    {
        Assert.All(ProjectionSet.Tables, table => Assert.Equal(new("position", ColumnType.Bigint), table.Columns[^1]));
        Assert.All(ProjectionSet.Tables, table => Assert.InRange(table.KeyColumns, 1, table.Columns.Length - 1));
    }

    [Fact]
    public void has_columns_in_snake_case_each_once()
    {
        foreach (var table in ProjectionSet.Tables)
        {
            Assert.All(table.Columns, column => Assert.Matches("^[a-z][a-z0-9_]*$", column.Name));
            Assert.Equal(table.Columns.Length, table.Columns.Select(column => column.Name).Distinct().Count());
        }
    }
}
