using System.Text;
using Gradients.Ledger.Log;

namespace Gradients.Ledger.Tests.Log;

public sealed class signed_notes
{
    const string ExampleKey = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k";

    const string Example =
        "This is an example message.\n\n\u2014 example.com/foo "
        + "Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1Yu72IneyaQM=\n";

    [Fact]
    public void of_the_specification_verify_with_its_key()
    {
        var note = Read(Example);
        var key = VerifierKey.Parse(ExampleKey);
        Assert.Equal("This is an example message.\n", note.Text);
        Assert.True(key.Verifies(note.Text, Assert.Single(note.Signatures)));
        Assert.Equal(Example, note.ToString());
        Assert.Equal(ExampleKey, key.ToString());
        Assert.Equal(0x530d903au, key.KeyId);
    }

    [Fact]
    public void do_not_verify_when_any_bit_of_text_or_signature_is_another()
    {
        var key = VerifierKey.Parse(ExampleKey);
        var bytes = Encoding.UTF8.GetBytes(Example);
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            var altered = bytes.ToArray();
            altered[bit / 8] ^= (byte)(1 << bit % 8);
            Assert.False(Accepts(key, altered), $"bit {bit}");
        }
    }

    static bool Accepts(VerifierKey key, byte[] bytes)
    {
        try
        {
            var note = Note.Parse(bytes);
            return note.Signatures.Any(s => key.Verifies(note.Text, s));
        }
        catch (FormatException)
        {
            return false;
        }
    }

    [Fact]
    public void may_have_empty_lines_in_their_text()
    {
        var note = Read("one\n\ntwo\n\n\u2014 a AAAAAAE=\n");
        Assert.Equal("one\n\ntwo\n", note.Text);
        Assert.Equal("a", Assert.Single(note.Signatures).Name);
    }

    [Theory]
    [InlineData("no signature\n\n")]
    [InlineData("no signature\n")]
    [InlineData("no empty line\n\u2014 a AAAAAAE=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAE=")]
    [InlineData("text\n\n\u2014 a AAAAAAE=\n\n")]
    [InlineData("text\n\n- a AAAAAAE=\n")]
    [InlineData("text\n\n\u2014  AAAAAAE=\n")]
    [InlineData("text\n\n\u2014 a+b AAAAAAE=\n")]
    [InlineData("text\n\n\u2014 a\u00a0b AAAAAAE=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAF=\n")]
    [InlineData("text\n\n\u2014 a AAAAAAE= \n")]
    [InlineData("text\n\n\u2014 a AAAAAA==\n")]
    [InlineData("text\n\n\u2014 a AAAA AAE=\n")]
    [InlineData("te\txt\n\n\u2014 a AAAAAAE=\n")]
    [InlineData("te\rxt\n\n\u2014 a AAAAAAE=\n")]
    public void of_another_form_are_refused(string text) => Assert.Throws<FormatException>(() => Read(text));

    [Fact]
    public void that_are_not_utf8_are_refused() =>
        Assert.Throws<FormatException>(() => Note.Parse([0xff, .. Encoding.UTF8.GetBytes(Example)]));

    [Fact]
    public void are_signed_and_verified_by_a_key_of_ones_own()
    {
        var key = SignerKey.New("example.com/own");
        var note = new Note("text\n", []).With(key.Sign("text\n", time: 0));
        note = Note.Parse(note.ToBytes());
        Assert.True(VerifierKey.Parse(key.Verifier.ToString()).Verifies(note.Text, note.Signatures[0]));
        Assert.False(SignerKey.New("example.com/own").Verifier.Verifies(note.Text, note.Signatures[0]));
        Assert.DoesNotContain("PRIVATE", key.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void are_signed_the_same_each_time_as_RFC_8032_has_it()
    {
        // RFC 8032, section 7.1, test 2.
        var seed = Convert.FromHexString("4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb");
        Assert.Equal(
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            Convert.ToHexStringLower(Ed25519.PublicKey(seed)));
        Assert.Equal(
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da"
            + "085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
            Convert.ToHexStringLower(Ed25519.Sign(seed, [0x72])));
    }

    [Fact]
    public void carry_keys_whose_id_is_checked()
    {
        Assert.Throws<FormatException>(() => VerifierKey.Parse(ExampleKey.Replace("530d903a", "530d903b")));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(ExampleKey.Replace("530d903a", "530D903A")));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(ExampleKey.Replace("foo", "f oo")));
        Assert.Throws<FormatException>(() => VerifierKey.Parse("example.com/foo+530d903a"));
        Assert.Throws<FormatException>(() => VerifierKey.Parse(ExampleKey + "\n"));
    }

    static Note Read(string text) => Note.Parse(Encoding.UTF8.GetBytes(text));
}
