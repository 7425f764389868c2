using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Models;

namespace Gradients.Runners.Tests.Meter.Models;

public sealed class when_random_models_are_run(RandomModels models) : IClassFixture<RandomModels>
{
    [Theory]
    [InlineData("llama2"), InlineData("llama3"), InlineData("llama3-lora"), InlineData("llama-tied-linear-biases")]
    [InlineData("mistral"), InlineData("qwen2"), InlineData("qwen3")]
    [InlineData("neox-parallel"), InlineData("neox-sequential-tanh")]
    public void losses_agree_with_an_independent_float64_forward_pass(string kind)
    {
        using var model = models.Open(kind);
        var (sequences, expected) = models.Expected(kind);
        var got = RandomModels.LogProbabilities(model, sequences, new Workers(2));
        for (var s = 0; s < sequences.Length; s++)
        {
            var (mean, exact) = (got[s].Average(), expected[s].Average());
            Assert.True(Math.Abs(mean - exact) <= 1e-5 * Math.Abs(exact), $"{kind}, sequence {s}: {mean:R}, {exact:R}");
            for (var t = 0; t < got[s].Length; t++)
                Assert.True(Math.Abs(got[s][t] - expected[s][t]) < 1e-4,
                    $"{kind} {s} {t}: {got[s][t]:R} {expected[s][t]:R}");
        }
    }

    [Theory]
    [InlineData("llama3"), InlineData("neox-parallel")]
    public void neither_threads_nor_company_nor_order_change_a_bit(string kind)
    {
        using var model = models.Open(kind);
        var (sequences, _) = models.Expected(kind);
        var together = RandomModels.LogProbabilities(model, sequences, new Workers(2));
        var reversed = RandomModels.LogProbabilities(model, [.. sequences.Reverse()], new Workers(5));
        for (var s = 0; s < sequences.Length; s++)
        {
            var alone = RandomModels.LogProbabilities(model, [sequences[s]], new Workers(1))[0];
            Assert.Equal(alone.Select(BitConverter.DoubleToInt64Bits), together[s]
                .Select(BitConverter.DoubleToInt64Bits));
            Assert.Equal(alone.Select(BitConverter.DoubleToInt64Bits),
                reversed[sequences.Length - 1 - s].Select(BitConverter.DoubleToInt64Bits));
        }
    }
}
