using System.Text;

namespace Gradients.Runners.Meter.Tokens;

/// <summary>The 256 visible characters that byte-level tokenizers write bytes as.</summary>
static class ByteAlphabet
{
    static readonly char[] Characters = Make();

    /// <summary>The UTF-8 bytes of a text, each as its character; what is no text became U+FFFD before.</summary>
    public static string Of(string text) =>
        string.Create(Encoding.UTF8.GetByteCount(text), text, static (into, from) =>
        {
            var bytes = Encoding.UTF8.GetBytes(from);
            for (var i = 0; i < bytes.Length; i++) into[i] = Characters[bytes[i]];
        });

    static char[] Make()
    {
        var (characters, next) = (new char[256], 256);
        for (var b = 0; b < 256; b++)
            characters[b] = b is (>= '!' and <= '~') or (>= 0xA1 and <= 0xAC) or (>= 0xAE and <= 0xFF)
                ? (char)b : (char)next++;
        return characters;
    }
}
