using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class texts_are_written_as_rfc_8785_says(ITestOutputHelper output)
{
    [Theory]
    [InlineData("", "\"\"")]
    [InlineData("plain", "\"plain\"")]
    [InlineData("\"", "\"\\\"\"")]
    [InlineData("\\", "\"\\\\\"")]
    [InlineData("/", "\"/\"")]
    [InlineData("\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"")]
    [InlineData("\u0001\u000b\u000f\u001f", "\"\\u0001\\u000b\\u000f\\u001f\"")]
    [InlineData("\u007f", "\"\u007f\"")]
    [InlineData("\u0080\u2028\ufeff\uffff", "\"\u0080\u2028\ufeff\uffff\"")]
    [InlineData("<&>'+", "\"<&>'+\"")]
    [InlineData("\U0001F600", "\"\U0001F600\"")]
    // The example of RFC 8785, section 3.2.2.2.
    [InlineData("\u20ac$\u000f\nA'B\"\\\\\"/", "\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"")]
    public void only_what_must_be_is_escaped_and_in_one_way(string text, string json)
    {
        Assert.Equal(json, Scanned.Text(text));
        Assert.Equal(text, Scanned.TextFrom(json));
    }

    /// <summary>Texts are searched sixteen bytes at a time: the place must not matter.</summary>
    [Fact]
    public void every_byte_is_told_apart_at_every_place()
    {
        for (var length = 1; length <= 40; length++)
            for (var place = 0; place < length; place++)
                for (var b = 0; b < 256; b++)
                {
                    var text = new byte[length];
                    text.AsSpan().Fill((byte)'a');
                    text[^1] = (byte)'"';
                    text[place] = (byte)b;
                    var isPlain = b is >= ' ' and < 127 and not ('"' or '\\');
                    Assert.Equal(!isPlain ? place : place == length - 1 ? -1 : length - 1, PlainText.End(text));
                }
    }

    /// <summary>
    /// RFC 8785, section 3.2.3: names are sorted by UTF-16 code units, so an emoji stands before U+FB33.
    /// </summary>
    [Fact]
    public void names_are_sorted_by_utf_16_code_units() => Assert.Equal(
        "{\"\\r\":1,\"1\":2,\"\u0080\":3,\"\u00f6\":4,\"\u20ac\":5,\"\U0001F600\":6,\"\ufb33\":7}",
        Encoding.UTF8.GetString(StrictJson.Canonical(Encoding.UTF8.GetBytes(
            "{\"\u20ac\": 5, \"\\r\": 1, \"\ufb33\": 7, \"1\": 2, "
            + "\"\\ud83d\\ude00\": 6, \"\u0080\": 3, \"\u00f6\": 4}"))));

    // Not as inline data: an attribute would carry them as UTF-8, which cannot.
    static readonly string[] Unwritable =
        ["\0", "a\0b", "\ud800", "\udc00", "\ude00\ud83d", "a\ud83d", "\ud83d\ud83d\ude00"];

    [Fact]
    public void what_utf_8_or_the_store_cannot_carry_is_not_written() =>
        Assert.All(Unwritable, text => Assert.Throws<FormatException>(() => Scanned.Text(text)));

    [Theory]
    [InlineData("\"\\u0041\"")] // needs no escape
    [InlineData("\"\\u000F\"")] // upper-case hex
    [InlineData("\"\\u000a\"")] // has a short escape
    [InlineData("\"\\/\"")]
    [InlineData("\"\\u20ac\"")]
    [InlineData("\"\\ud83d\\ude00\"")]
    [InlineData("\"\\ud800\"")]
    [InlineData("\"\\u0000\"")]
    [InlineData("\"\\x41\"")]
    [InlineData("\"\\u12\"")]
    [InlineData("\"\\u12zz\"")]
    [InlineData("\"\\\"")]
    [InlineData("\"\u0001\"")]
    [InlineData("\"\n\"")]
    [InlineData("\"\0\"")]
    [InlineData("\"open")]
    [InlineData("'single'")]
    [InlineData("bare")]
    [InlineData("1")]
    [InlineData("")]
    public void any_other_text_for_a_string_is_refused(string json) =>
        Assert.Throws<NotCanonical>(() => Scanned.TextFrom(json));

    [Theory]
    [InlineData(new byte[] { 0xff })]
    [InlineData(new byte[] { 0xc0, 0x80 })] // U+0000 the long way
    [InlineData(new byte[] { 0xed, 0xa0, 0x80 })] // a surrogate in UTF-8
    [InlineData(new byte[] { 0xe2, 0x82 })] // cut off
    [InlineData(new byte[] { 0xf4, 0x90, 0x80, 0x80 })] // beyond U+10FFFF
    public void bytes_that_are_not_utf_8_are_refused(byte[] inner)
    {
        byte[] json = [.. "{\"x\":\""u8, .. inner, .. "\"}"u8];
        Assert.Throws<NotCanonical>(() =>
        {
            var scanner = new CanonicalScanner(json, new Interner());
            scanner.Text("x"u8, null);
        });
        Assert.Throws<NotCanonical>(() => StrictJson.Canonical(json));
    }

    [Fact]
    public void random_texts_come_back_as_they_were()
    {
        const int seed = 4_711;
        output.WriteLine($"seed {seed}");
        var random = new Random(seed);
        for (var i = 0; i < 20_000; i++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(12)).Select(_ => Letter(random)));
            Assert.Equal(text, Scanned.TextFrom(Scanned.Text(text)));
        }
    }

    static string Letter(Random random) => random.Next(6) switch
    {
        0 => ((char)random.Next(1, 32)).ToString(),
        1 => "\"\\/'\u007f"[random.Next(5)].ToString(),
        2 => char.ConvertFromUtf32(random.Next(0x10000, 0x110000)),
        3 => ((char)random.Next(0xe000, 0x10000)).ToString(),
        _ => ((char)random.Next(32, 0xd800)).ToString(),
    };
}
