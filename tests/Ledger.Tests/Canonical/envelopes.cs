using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class envelopes
{
    const string Whole = "{\"at\":\"2025-06-21T12:16:00.000000Z\",\"causation\":\"key-1\","
        + "\"data\":{\"reason\":\"broken\"},"
        + "\"position\":7,\"stream\":\"tournament/spring\",\"type\":\"tournament_cancelled\",\"v\":1,\"version\":3}";

    static Recorded Read(string entry) => Envelope.Read(Encoding.UTF8.GetBytes(entry), new Interner(), out _);

    /// <summary>The same whether the reader has met the stream before or not, and whether it keeps all or only folds.</summary>
    static string Refusal(string entry)
    {
        var reason = Assert.Throws<NotCanonical>(() => Read(entry)).Message;
        var bytes = Encoding.UTF8.GetBytes(entry);
        var names = new Interner();
        Envelope.Read(Encoding.UTF8.GetBytes(Whole), names, out _);
        Assert.Equal(reason, Assert.Throws<NotCanonical>(() => Envelope.Read(bytes, names, out _)).Message);
        Assert.Equal(reason, Assert.Throws<NotCanonical>(() => Envelope.ReadToFold(bytes, names, out _)).Message);
        return reason;
    }

    static string Written(in Recorded e)
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, e);
        return writer.ToString();
    }

    [Fact]
    public void a_whole_one_is_read_and_written()
    {
        var read = Read(Whole);
        Assert.Equal(
            new Recorded(7, "tournament/spring", 3, 1_750_508_160_000_000, "key-1", new TournamentCancelled("broken")),
            read);
        Assert.Equal(Whole, Written(read));
    }

    [Fact]
    public void to_fold_it_is_read_without_its_key()
    {
        var names = new Interner();
        var first = Envelope.ReadToFold(Encoding.UTF8.GetBytes(Whole), names, out _);
        Assert.Equal(Read(Whole) with { Causation = "" }, first);
        Assert.Equal(first, Envelope.ReadToFold(Encoding.UTF8.GetBytes(Whole), names, out _));
    }

    [Fact]
    public void it_says_where_the_data_stands()
    {
        var bytes = Encoding.UTF8.GetBytes(Whole);
        Envelope.Read(bytes, new Interner(), out var data);
        Assert.Equal("{\"reason\":\"broken\"}", Encoding.UTF8.GetString(bytes[data]));
    }

    [Fact]
    public void data_that_is_already_canonical_is_taken_as_it_is()
    {
        var writer = new CanonicalWriter();
        Envelope.Write(writer, 1_750_508_160_000_000, "key-1", "{\"reason\":\"broken\"}"u8, 7, "tournament/spring",
            "tournament_cancelled", 1, 3);
        Assert.Equal(Whole, writer.ToString());
    }

    [Theory]
    [InlineData("\"at\":\"2025-06-21T12:16:00.000000Z\",", "missing field 'at'")]
    [InlineData("\"causation\":\"key-1\",", "missing field 'causation'")]
    [InlineData("\"data\":{\"reason\":\"broken\"},", "missing field 'data'")]
    [InlineData(",\"position\":7", "missing field 'position'")]
    [InlineData(",\"stream\":\"tournament/spring\"", "missing field 'stream'")]
    [InlineData(",\"type\":\"tournament_cancelled\"", "missing field 'type'")]
    [InlineData(",\"v\":1", "missing field 'v'")]
    [InlineData(",\"version\":3", "missing field 'version'")]
    [InlineData("\"reason\":\"broken\"", "tournament_cancelled: missing field 'reason'")]
    public void a_missing_field_is_named(string field, string reason)
    {
        Assert.Contains(field, Whole, StringComparison.Ordinal);
        Assert.Equal(reason, Refusal(Whole.Replace(field, "", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("{\"reason\":\"broken\"}", "{\"by\":1,\"reason\":\"broken\"}",
        "tournament_cancelled: unknown field 'by'")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":\"broken\",\"why\":1}",
        "tournament_cancelled: unknown field 'why'")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":\"broken\",\"reason\":\"broken\"}",
        "tournament_cancelled: unknown field 'reason'")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":7}",
        "tournament_cancelled: field 'data.reason': expected a string")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":null}",
        "tournament_cancelled: field 'data.reason': expected a string")]
    [InlineData("{\"reason\":\"broken\"}", "[]",
        "tournament_cancelled: field 'data': expected an object")]
    [InlineData("{\"reason\":\"broken\"}", "{ \"reason\":\"broken\"}", "tournament_cancelled: missing field 'reason'")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":\"broken\"} ",
        "tournament_cancelled: there is more text after the end")]
    [InlineData("{\"reason\":\"broken\"}", "{\"reason\":\"broken\"", "tournament_cancelled: expected '}'")]
    [InlineData("\"version\":3}", "\"version\":3,\"w\":1}", "there is more text after 'version'")]
    [InlineData("\"version\":3}", "\"version\":3}\n", "there is more text after 'version'")]
    [InlineData("\"version\":3}", "\"version\":3", "there is more text after 'version'")]
    [InlineData("tournament_cancelled", "tournament_forgotten", "unknown event type 'tournament_forgotten'")]
    [InlineData("tournament_cancelled", "", "unknown event type ''")]
    [InlineData("\"v\":1", "\"v\":2", "unknown schema version 2 of 'tournament_cancelled'")]
    [InlineData("\"v\":1", "\"v\":0", "unknown schema version 0 of 'tournament_cancelled'")]
    [InlineData("\"position\":7", "\"position\":07", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":-7", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":+7", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":\"7\"", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":9007199254740993", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":99999999999999999999", "'position' is not a whole number")]
    [InlineData("\"position\":7", "\"position\":7.0", "missing field 'stream'")]
    [InlineData("\"version\":3", "\"version\":3e0", "there is more text after 'version'")]
    [InlineData("tournament/spring", "tournament/spr\\u0069ng", "'stream' is not a plain word")]
    [InlineData("tournament/spring", "tournament/früh", "'stream' is not a plain word")]
    [InlineData("12:16:00.000000Z", "12:16:00.00000Z", "'at' is not a UTC time with six decimals and Z")]
    [InlineData("12:16:00.000000Z", "12:16:00.000000+", "'at' is not a UTC time with six decimals and Z")]
    [InlineData("2025-06-21", "2025-06-31", "'at' is not a UTC time with six decimals and Z")]
    [InlineData("\"key-1\"", "\"key-\\u0031\"", "field 'causation': the string is not written canonically")]
    [InlineData("\"key-1\"", "1", "field 'causation': expected a string")]
    public void anything_else_is_named_too(string part, string other, string reason)
    {
        Assert.Contains(part, Whole, StringComparison.Ordinal);
        Assert.Equal(reason, Refusal(Whole.Replace(part, other, StringComparison.Ordinal)));
    }

    [Fact]
    public void fields_in_another_order_are_refused() => Assert.Equal("missing field 'at'", Refusal(
        "{\"causation\":\"key-1\",\"at\":\"2025-06-21T12:16:00.000000Z\",\"data\":{\"reason\":\"broken\"},"
        + "\"position\":7,\"stream\":\"tournament/spring\",\"type\":\"tournament_cancelled\",\"v\":1,\"version\":3}"));

    [Fact]
    public void members_in_another_order_are_refused()
    {
        var e = new Recorded(1, "tournament/spring", 1, 0, "", new NodeGone(Bob));
        var paid = Written(e with { Event = new EntryFeePaid(1, Bob, null) });
        Assert.Equal("entry_fee_paid: missing field 'amountRao'", Refusal(paid.Replace(
            $"\"amountRao\":1,\"hotkey\":\"{Bob}\"",
            $"\"hotkey\":\"{Bob}\",\"amountRao\":1", StringComparison.Ordinal)));
    }

    [Fact]
    public void an_entry_has_at_most_65_535_bytes()
    {
        var room = Envelope.MaxBytes - Whole.Length;
        string Long(int more) =>
            Whole.Replace("broken", "broken" + new string('x', more), StringComparison.Ordinal);
        Assert.Equal(Envelope.MaxBytes, Written(Read(Long(room))).Length);
        Assert.Equal("the entry has 65536 bytes, more than 65535", Refusal(Long(room + 1)));
    }

    [Fact]
    public void the_words_of_an_envelope_may_stand_in_its_texts()
    {
        const string nasty = ",\"position\":1,\"stream\":\"tournament/other\","
            + "\"type\":\"node_gone\",\"v\":1,\"version\":1}";
        var e = new Recorded(7, "tournament/spring", 3, 0, nasty + ",\"data\":{", new TournamentCancelled(nasty));
        Assert.Equal(e, Read(Written(e)));
        Assert.Equal(Written(e), Written(Read(Written(e))));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    [InlineData("null")]
    [InlineData("{\"at\":\"")]
    [InlineData(",\"position\":")]
    [InlineData("{\"at\":\"2025-06-21T12:16:00.000000Z,\"position\":1")]
    [InlineData("{\"at\":\"2025-06-21T12:16:00.000000Z\",\"causation\":\"a,\"position\":1")]
    [InlineData("{\"at\":\"2025-06-21T12:16:00.000000Z\",\"causation\":\"a\",\"data\":,\"position\":1")]
    public void fragments_are_refused(string entry) => Assert.NotEmpty(Refusal(entry));
}
