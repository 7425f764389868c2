using Gradients.Ledger.Store;

namespace Gradients.Projections.Tests;

public sealed class rows_in_memory
{
    static readonly Table Things = new("things", 2,
    [
        new("name", ColumnType.Text), new("number", ColumnType.Bigint), new("value", ColumnType.Double),
        new("flag", ColumnType.Boolean),
    ]);

    static readonly Table Others = new("others", 1, [new("number", ColumnType.Integer)]);

    static ValueRow Thing(string name, long number, double? value = null, bool? flag = null) =>
        new(Things, [name, number, value, flag]);

    static string Hash(params Row[] rows)
    {
        var map = new RowMap();
        map.Put(rows);
        return ProjectionHash.Of(map);
    }

    [Fact]
    public void the_latest_under_a_key_counts()
    {
        var map = new RowMap();
        map.Put([Thing("a", 1, 0.5), Thing("a", 2, 0.5), Thing("a", 1, 0.75)]);
        Assert.Equal(2, map.Count);
        Assert.Equal(0.75, map.Rows("things")[0].Values[2]);
    }

    [Fact]
    public void come_in_the_order_of_their_keys_texts_ordinally_and_numbers_by_size()
    {
        var map = new RowMap();
        map.Put([Thing("b", 1), Thing("a", 10), Thing("a", 9), Thing("B", 1), new ValueRow(Others, [11]), new ValueRow(Others, [2])]);
        Assert.Equal(["2", "11", "B 1", "a 9", "a 10", "b 1"], map.All().Select(row =>
            string.Join(' ', row.Values.Take(row.Table.KeyColumns))));
    }

    [Fact]
    public void of_a_table_without_rows_are_none() => Assert.Empty(new RowMap().Rows("things"));

    [Fact]
    public void hash_to_the_same_whatever_order_they_came_in() =>
        Assert.Equal(
            Hash(Thing("a", 1, 0.5), Thing("b", 2)),
            Hash(Thing("b", 2), Thing("a", 1, 9), Thing("a", 1, 0.5)));

    [Fact]
    public void hash_to_a_known_value() =>
        // Written out: the table's name, four values, "a" = 1, 2 = 2, 0.5 = 3, true = 5.
        Assert.Equal(
            Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(Convert.FromHexString(
                "0600000000000000" + "7468696e6773" + "0400000000000000" + "01" + "0100000000000000" + "61"
                + "02" + "0200000000000000" + "03" + "000000000000e03f" + "05"))),
            Hash(Thing("a", 2, 0.5, true)));

    [Fact]
    public void hash_differently_with_any_other_value()
    {
        string[] hashes =
        [
            Hash(), Hash(Thing("a", 1)), Hash(Thing("a", 2)), Hash(Thing("b", 1)), Hash(Thing("a", 1, 0.0)),
            Hash(Thing("a", 1, -0.0)), Hash(Thing("a", 1, double.NaN)), Hash(Thing("a", 1, null, true)),
            Hash(Thing("a", 1, null, false)), Hash(Thing("a", 1), Thing("a", 2)),
        ];
        Assert.Equal(hashes.Length, hashes.Distinct().Count());
    }

    [Fact]
    public void hash_every_not_a_number_alike() =>
        Assert.Equal(
            Hash(Thing("a", 1, double.NaN)),
            Hash(Thing("a", 1, BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0001))));

    [Fact]
    public void fed_one_by_one_hash_in_the_order_they_came()
    {
        using var hash = new ProjectionHash();
        hash.Add(Thing("a", 1));
        hash.Add(Thing("b", 1));
        var forward = hash.Finish();
        hash.Add(Thing("b", 1));
        hash.Add(Thing("a", 1));
        Assert.NotEqual(forward, hash.Finish());
        Assert.Equal(forward, Hash(Thing("b", 1), Thing("a", 1)));
    }

    [Fact]
    public void longer_than_any_room_are_hashed_whole() =>
        Assert.NotEqual(Hash(Thing("a".PadLeft(5000), 1)), Hash(Thing("b".PadLeft(5000), 1)));
}
