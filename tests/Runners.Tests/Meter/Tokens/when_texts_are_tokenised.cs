using System.Text;
using Gradients.Runners.Meter.Tokens;
using Gradients.Runners.Meter.Weights;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Tokens;

public sealed class when_texts_are_tokenised(TrainedTokenizers trained) : IClassFixture<TrainedTokenizers>
{
    [Theory]
    [InlineData("gpt2"), InlineData("gpt2-prefix"), InlineData("llama3"), InlineData("qwen2"), InlineData("marks")]
    [InlineData("llama2"), InlineData("mistral")]
    public void ids_agree_with_an_independent_implementation(string name)
    {
        var tokenizer = Tokenizer.Read(trained.Of(name));
        var count = 0;
        foreach (var (text, ids) in trained.Expected(name))
        {
            // The other implementation knows a younger Unicode and takes U+0085 for no space.
            if (text.EnumerateRunes()
                .Any(rune => rune.Value == 0x85 || !GeneralCategories.IsAssigned(rune.Value))) continue;
            var got = tokenizer.Encode(text);
            Assert.True(ids.AsSpan().SequenceEqual([.. got]), $"{name}: \"{Escaped(text)}\"\n expected "
                + $"{string.Join(' ', ids)}\n got      {string.Join(' ', got)}");
            count++;
        }
        Assert.InRange(count, 1500, 2000);
    }

    [Fact]
    public void the_begin_token_comes_from_the_template()
    {
        Assert.Equal([1], Tokenizer.Read(trained.Of("llama2")).Prefix);
        Assert.Empty(Tokenizer.Read(trained.Of("gpt2")).Prefix);
    }

    [Fact]
    public void a_single_word_token_is_found_only_where_no_word_touches_it()
    {
        var cut = new AddedTokens([new(9, "MARK", SingleWord: true, false, false, false, Special: false)]);
        Assert.Equal([("MARK", 9), ("-", null), ("MARK", 9), (" MARKa aMARK", null)], cut.Cut("MARK-MARK MARKa aMARK"));
    }

    [Fact]
    public void lone_surrogates_are_read_as_the_replacement_character()
    {
        var tokenizer = Tokenizer.Read(trained.Of("gpt2"));
        Assert.Equal(tokenizer.Encode("a\uFFFDb\uFFFD"), tokenizer.Encode("a\uD800b\uDC00"));
    }

    [Fact]
    public void a_long_run_of_spaces_or_of_one_word_takes_no_quadratic_time()
    {
        foreach (var name in new[] { "gpt2", "llama3", "llama2" })
        {
            var tokenizer = Tokenizer.Read(trained.Of(name));
            Assert.NotEmpty(tokenizer.Encode(new string(' ', 1_000_000)));
            Assert.NotEmpty(tokenizer.Encode(new string('a', 1_000_000)));
        }
    }

    [Theory]
    [InlineData("(?<=a)b"), InlineData("a*?"), InlineData("(?:a)+"), InlineData(@"\p{Han}"), InlineData("a)")]
    [InlineData("(a")]
    [InlineData("[a"), InlineData(@"\b"), InlineData("a{2,1}"), InlineData("[[a]]")]
    public void a_pattern_that_is_not_computed_is_refused(string pattern) =>
        Assert.Throws<FormatException>(() => new RunePattern(pattern));

    [Theory]
    [InlineData("\"Isolated\"", "\"Contiguous\"", "Contiguous")]
    [InlineData("\"type\":\"Split\"", "\"type\":\"Bert\"", "Bert")]
    [InlineData("\"type\":\"BPE\"", "\"type\":\"Unigram\"", "Unigram")]
    [InlineData("\"dropout\":null", "\"dropout\":0.1", "random")]
    public void a_tokenizer_that_is_not_computed_is_refused(string part, string changed, string named)
    {
        var folder = IndependentTools.TemporaryFolder();
        var json = File.ReadAllText(Path.Combine(trained.Of("llama3"), "tokenizer.json"));
        Assert.Contains(part, json, StringComparison.Ordinal);
        File.WriteAllText(Path.Combine(folder.FullName, "tokenizer.json"),
            json.Replace(part, changed, StringComparison.Ordinal));
        var fault = Assert.Throws<ModelException>(() => Tokenizer.Read(folder.FullName));
        Assert.Contains(named, fault.Message, StringComparison.Ordinal);
        folder.Delete(recursive: true);
    }

    [Fact]
    public void composition_agrees_with_python_on_every_character_and_on_random_strings()
    {
        const string script = """
            import random, unicodedata
            r = random.Random(5)
            known = [c for c in range(0x110000) if unicodedata.category(chr(c)) not in ('Cs', 'Cn')]
            marks = [c for c in known if unicodedata.combining(chr(c))] + [c for c in range(0x1100, 0x1200)]
            texts = [chr(c) for c in known
                     if unicodedata.normalize('NFD', chr(c)) != chr(c) or unicodedata.combining(chr(c))]
            for _ in range(20000):
                count = r.randrange(1, 8)
                texts.append(''.join(chr(r.choice(marks if r.random() < 0.6 else known)) for _ in range(count)))
            texts += [unicodedata.normalize('NFD', t) for t in texts]
            for t in texts:
                print(t.encode('utf-32-be').hex(), unicodedata.normalize('NFC', t).encode('utf-32-be').hex())
            """;
        var lines = IndependentTools.Run(IndependentTools.Python, "-c", script)
            .Split('\n', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(lines.Length > 40000);
        foreach (var line in lines)
        {
            var words = line.Split(' ');
            Assert.Equal(words[1], Hex(CanonicalComposition.Of(Text(words[0]))));
        }
        static string Text(string hex) => new UTF32Encoding(true, false).GetString(Convert.FromHexString(hex));
        static string Hex(string text) => Convert.ToHexStringLower(new UTF32Encoding(true, false).GetBytes(text));
    }

    static string Escaped(string text) =>
        string.Concat(text.Select(c => c is > ' ' and < '\u007f' ? $"{c}" : $"\\u{(int)c:x4}"));
}
