using System.Text;
using Gradients.Ledger.Canonical;

namespace Gradients.Ledger.Tests.Canonical;

public sealed class strict_json
{
    static string Canonical(string json, bool fromJsonb = false) =>
        Encoding.UTF8.GetString(StrictJson.Canonical(Encoding.UTF8.GetBytes(json), fromJsonb));

    static NotCanonical Refusal(string json, bool fromJsonb = false) =>
        Assert.Throws<NotCanonical>(() => Canonical(json, fromJsonb));

    [Theory]
    [InlineData(" { \"b\" : [ 1 , 2 ] , \"a\" : { } } ", "{\"a\":{},\"b\":[1,2]}")]
    [InlineData("\"\\u0041\\/\"", "\"A/\"")]
    [InlineData("1.50", "1.5")]
    [InlineData("1E2", "100")]
    [InlineData("1e21", "1e+21")]
    [InlineData("0.0000001", "1e-7")]
    [InlineData("[]", "[]")]
    [InlineData("true", "true")]
    [InlineData("{\"a\":false}", "{\"a\":false}")]
    [InlineData("{\"loss\":\"-0\"}", "{\"loss\":\"-0\"}")]
    [InlineData("9007199254740992", "9007199254740992")]
    [InlineData("-9007199254740992", "-9007199254740992")]
    [InlineData("100000000000000000000", "100000000000000000000")] // a loss of 1e20, as the canonical form has it
    public void any_layout_becomes_the_one_canonical_form(string json, string canonical)
    {
        Assert.Equal(canonical, Canonical(json));
        Assert.Equal(canonical, Canonical(canonical));
    }

    [Theory]
    [InlineData("{\"a\":1,\"a\":2}", "field 'a': the name stands twice")]
    [InlineData("{\"a\":1,\"\\u0061\":2}", "field 'a': the name stands twice")]
    [InlineData("{\"o\":{\"x\":1,\"x\":1}}", "field 'o.x': the name stands twice")]
    [InlineData("{\"list\":[1,{\"x\":null}]}", "field 'list[1].x': null is never written: leave the field out")]
    [InlineData("null", "null is never written: leave the field out")]
    [InlineData("{\"loss\":-0}", "field 'loss': a bare -0: write the string \"-0\"")]
    [InlineData("{\"loss\":-0.0}", "field 'loss': a bare -0: write the string \"-0\"")]
    [InlineData("{\"loss\":-0e5}", "field 'loss': a bare -0: write the string \"-0\"")]
    [InlineData("{\"loss\":1e400}", "field 'loss': the number is beyond the range of a binary64")]
    [InlineData("{\"loss\":-1e309}", "field 'loss': the number is beyond the range of a binary64")]
    [InlineData("{\"a\":\"\\u0000\"}", "field 'a': U+0000 cannot be recorded")]
    [InlineData("{\"a\\u0000\":1}", "U+0000 cannot be recorded")]
    [InlineData("{\"a\":\"\\ud800\"}", "field 'a': a lone surrogate or bytes that are not UTF-8")]
    [InlineData("{\"a\":\"\\ude00\\ud83d\"}", "field 'a': a lone surrogate or bytes that are not UTF-8")]
    [InlineData("{\"rao\":9007199254740993}",
        "field 'rao': the integer 9007199254740993 is beyond 2^53: write it as a string")]
    [InlineData("{\"rao\":-9007199254740993}",
        "field 'rao': the integer -9007199254740993 is beyond 2^53: write it as a string")]
    [InlineData("{\"rao\":18446744073709551615}",
        "field 'rao': the integer 18446744073709551615 is beyond 2^53: write it as a string")]
    public void what_would_change_on_its_way_is_refused_with_its_field(string json, string reason) =>
        Assert.Equal(reason, Refusal(json).Message);

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("{")]
    [InlineData("{\"a\":1")]
    [InlineData("{\"a\":1,}")]
    [InlineData("[1,]")]
    [InlineData("{a:1}")]
    [InlineData("{'a':1}")]
    [InlineData("{\"a\":1} {}")]
    [InlineData("{\"a\":1}x")]
    [InlineData("// comment\n1")]
    [InlineData("1 /* comment */")]
    [InlineData("NaN")]
    [InlineData("Infinity")]
    [InlineData("-Infinity")]
    [InlineData("01")]
    [InlineData("+1")]
    [InlineData(".5")]
    [InlineData("1.")]
    [InlineData("0x1")]
    [InlineData("\"\u0001\"")]
    [InlineData("\"open")]
    [InlineData("\ufeff1")]
    [InlineData("tru")]
    public void what_is_not_json_is_refused(string json) => Assert.NotEmpty(Refusal(json).Message);

    [Fact]
    public void nesting_ends_at_sixteen()
    {
        Assert.Equal(new string('[', 16) + new string(']', 16), Canonical(new string('[', 16) + new string(']', 16)));
        Refusal(new string('[', 17) + new string(']', 17));
        Refusal(new string('[', 1_000_000));
        Refusal(string.Concat(Enumerable.Repeat("{\"a\":", 100_000)));
    }

    [Fact]
    public void a_number_of_more_digits_than_any_double_needs_is_refused() =>
        Refusal("{\"a\":1" + new string('0', 500) + "}");

    /// <summary>The database writes a loss of 1e300 with 301 digits and has no other way to.</summary>
    [Fact]
    public void numbers_of_the_database_may_be_long()
    {
        Assert.Equal("1e+300", Canonical("1" + new string('0', 300), fromJsonb: true));
        Assert.Equal("1.7976931348623157e+308", Canonical("17976931348623157" + new string('0', 292), fromJsonb: true));
        Assert.Equal("5e-324", Canonical("0." + new string('0', 323) + "5", fromJsonb: true));
    }

    [Fact]
    public void an_error_names_its_byte() => Assert.Equal(12, Refusal("{\"a\":1,\"b\":-0}").Offset - 0 + 1);

    [Fact]
    public void random_bytes_never_do_more_than_be_refused()
    {
        var random = new Random(99);
        var alphabet = "{}[]\",:0123456789.eE+-truefalsn\\u \u00e9\0"u8.ToArray();
        for (var i = 0; i < 50_000; i++)
        {
            var bytes = new byte[random.Next(24)];
            for (var j = 0; j < bytes.Length; j++)
                bytes[j] = alphabet[random.Next(alphabet.Length)];
            try
            {
                var canonical = StrictJson.Canonical(bytes);
                Assert.Equal(canonical, StrictJson.Canonical(canonical));
            }
            catch (NotCanonical refused)
            {
                Assert.InRange(refused.Offset, 0, bytes.Length);
            }
        }
    }
}
