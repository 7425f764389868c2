using Gradients.Projections.PublishedAudit;

namespace Gradients.Projections.Tests.PublishedAudit;

public sealed class when_the_chain_stores_something_else
{
    [Fact]
    public void one_unit_of_one_weight_makes_the_rows_unequal_though_the_cosine_hardly_shows_it()
    {
        var published = Given.FirstCase();
        var row = published["expected"]!["quantised"]!.DeepClone();
        var weight = (int)row["weights"]![0]!;
        row["weights"]![0] = weight + 1;

        var comparison = Compare(published, Given.File("row.json", row));
        Assert.False(comparison.Equal);
        var uid = (int)row["uids"]![0]!;
        Assert.Equal(
            [new RowDifference(uid, (ushort)weight, (ushort)(weight + 1))], comparison.Differences.AsEnumerable());
        Assert.InRange(comparison.Cosine!.Value, 0.999999, 1.0);
    }

    [Fact]
    public void a_uid_without_weight_counts_as_different_from_a_uid_that_is_not_there()
    {
        var published = Given.FirstCase();
        var row = published["expected"]!["quantised"]!.DeepClone();
        row["uids"]!.AsArray().Add(255);
        row["weights"]!.AsArray().Add(0);

        var comparison = Compare(published, Given.File("row.json", row));
        Assert.False(comparison.Equal);
        Assert.Equal([new RowDifference(255, null, 0)], comparison.Differences.AsEnumerable());
    }

    [Fact]
    public void the_order_of_the_uids_does_not_matter()
    {
        var published = Given.FirstCase();
        var row = published["expected"]!["quantised"]!.DeepClone();
        foreach (var name in new[] { "uids", "weights" })
        {
            var list = row[name]!.AsArray();
            var last = list[^1];
            list.RemoveAt(list.Count - 1);
            list.Insert(0, last);
        }
        Assert.True(Compare(published, Given.File("row.json", row)).Equal);
    }

    [Fact]
    public void an_empty_row_has_no_cosine()
    {
        var comparison = Compare(Given.FirstCase(), Given.File("row.json", """{"uids":[],"weights":[]}"""));
        Assert.False(comparison.Equal);
        Assert.Null(comparison.Cosine);
    }

    [Fact]
    public void without_a_row_there_is_nothing_to_be_equal_to()
    {
        var published = Given.FirstCase();
        var result = Given.Result(Given.Payload(published), Given.Nodes(published));
        Assert.Null(result.Equal);
        Assert.Equal(System.Text.Json.JsonValueKind.Null, Given.Json(result).GetProperty("equal").ValueKind);
    }

    static RowComparison Compare(System.Text.Json.Nodes.JsonNode published, InputFile row) =>
        Given.Result(Given.Payload(published), Given.Nodes(published), row).Comparison!;
}
