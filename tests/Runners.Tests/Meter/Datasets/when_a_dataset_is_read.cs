using Gradients.Runners.Meter.Datasets;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Datasets;

public sealed class when_a_dataset_is_read : IDisposable
{
    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void arrays_lines_and_tables_hold_the_same_rows()
    {
        var array = Read("a.json", """ [{"q":"one, \"two\"","a":"x\ny"},{"q":"z","a":""}] """);
        var lines = Read("a.jsonl", "{\"q\":\"one, \\\"two\\\"\",\"a\":\"x\\ny\"}\n\n{\"q\":\"z\",\"a\":\"\"}\n");
        var table = Read("a.csv", "q,a\r\n\"one, \"\"two\"\"\",\"x\ny\"\r\nz,\r\n");
        foreach (var data in new[] { array, lines, table })
        {
            Assert.Equal([("one, \"two\"", "x\ny"), ("z", null)], data.Rows.Select(r => (r.Text("q"), r.Text("a"))));
            Assert.Equal([0, 1], data.Rows.Select(r => r.Number));
        }
    }

    [Theory]
    [InlineData("a.json", "", "has no rows"), InlineData("a.json", "[]", "has no rows")]
    [InlineData("a.json", "[1]", "row 0")]
    [InlineData("a.json", "[{\"a\":1},", "cannot be read"), InlineData("a.jsonl", "{\"a\":1}\n{\"a\":", "line 2")]
    [InlineData("a.csv", "q,a\n1,2,3\n", "3 fields"), InlineData("a.csv", "q,a\n\"1,2", "quoted")]
    [InlineData("a.csv", "q,q\n", "twice")]
    [InlineData("a.csv", "q,a\n", "has no rows"), InlineData("a.json", "[{\"a\":1}", "ends within row 0")]
    [InlineData("a.json", "[{\"a\":1}]x", "behind the array")]
    [InlineData("a.json", "[{\"a\":\"b]", "ends within row 0")]
    [InlineData("a.json", "[{\"a\":1,\"a\":2}]", "row 0 cannot be read")]
    [InlineData("a.json", "{\"a\":1}}", "line 1 cannot be read")]
    [InlineData("a.json", "[{\"a\":1}}]", "row 0 cannot be read")]
    [InlineData("a.json", "\n\n{\"a\":1}\n7", "row 1 is no object")]
    public void what_cannot_be_read_says_why(string name, string content, string why) =>
        Assert.Contains(why, Assert.Throws<DatasetException>(() => Read(name, content)).Message,
            StringComparison.Ordinal);

    [Fact]
    public void a_missing_file_is_named() => Assert.Throws<DatasetException>(() => Dataset.Read("/nowhere.json"));

    [Theory]
    [InlineData("a.json", "[{\"a\":\"", "\"},{\"a\":\"b\"}]")]
    [InlineData("a.jsonl", "{\"a\":\"", "\"}\n{\"a\":\"b\"}\n")]
    [InlineData("a.csv", "a\n\"", "\"\nb\n")]
    public void a_row_of_a_hundred_megabytes_is_dropped_in_little_memory(string name, string before, string after)
    {
        var path = Path.Combine(folder.FullName, name);
        using (var file = new StreamWriter(path))
        {
            file.Write(before);
            var megabyte = new string('x', 1 << 20);
            for (var i = 0; i < 100; i++) file.Write(megabyte);
            file.Write(after);
        }
        var allocated = GC.GetAllocatedBytesForCurrentThread();
        var data = Dataset.Read(path);
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - allocated, 0, 80L << 20);
        Assert.Equal([1], data.Rows.Select(r => r.Number));
        Assert.Equal([(0, $"has more than {Dataset.LongestRow} bytes")], data.Dropped.Select(r => (r.Row, r.Reason)));
    }

    [Fact]
    public void what_is_no_unicode_is_replaced()
    {
        var path = Path.Combine(folder.FullName, "odd.jsonl");
        byte[] invalid = [.. "{\"a\":\"x"u8, 0xFF, 0xC3, .. "y\"}\n"u8];
        File.WriteAllBytes(path, [0xEF, 0xBB, 0xBF, .. invalid, .. """{"a":"\ud83d\ude00 \ud83d \\ud83d \uDE00"}"""u8]);
        Assert.Equal(["x\uFFFD\uFFFDy", "\U0001F600 \uFFFD \\ud83d \uFFFD"], Dataset.Read(path)
            .Rows.Select(r => r.Text("a")!));
    }

    [Fact]
    public void the_split_follows_from_its_seed_alone()
    {
        byte[] seed = new byte[32], other = [1, .. new byte[31]];
        var split = HeldOutSplit.OfText(105, seed);
        Assert.Equal(10, split.HeldOut.Count);
        Assert.Equal(Enumerable.Range(0, 105), split.HeldOut.Concat(split.Training).Order());
        Assert.Equal(split.HeldOut, HeldOutSplit.OfText(105, seed).HeldOut);
        Assert.NotEqual(split.HeldOut, HeldOutSplit.OfText(105, other).HeldOut);
        Assert.Equal((1, 1000, 11),
            (HeldOutSplit.OfText(3, seed).HeldOut.Count, HeldOutSplit.OfText(50_000, seed).HeldOut.Count,
            HeldOutSplit.OfImages(105, seed).HeldOut.Count));
    }

    [Fact]
    public void near_duplicates_of_held_out_rows_are_reported()
    {
        var rows = Read("a.json", """[{"q":"Hello, World!"},{"q":"other"},{"q":"hello   world"}]""").Rows;
        Assert.Equal([(2, 0)], new HeldOutSplit([2], [0, 1]).NearDuplicates(rows));
    }

    Dataset Read(string name, string content)
    {
        var path = Path.Combine(folder.FullName, name);
        File.WriteAllText(path, content);
        return Dataset.Read(path);
    }
}
