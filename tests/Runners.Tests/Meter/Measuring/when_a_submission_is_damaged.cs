using Gradients.Ledger;
using Gradients.Runners.Meter.Arithmetic;
using Gradients.Runners.Meter.Datasets;
using Gradients.Runners.Meter.Measuring;
using Gradients.Runners.Meter.Metrics;
using Gradients.Runners.Meter.Weights;
using Gradients.Testing;

namespace Gradients.Runners.Tests.Meter.Measuring;

public sealed class when_a_submission_is_damaged(TrainedModels models) : IClassFixture<TrainedModels>, IDisposable
{
    const int Seed = 20251101;
    const int Times = 150;

    static readonly string[] Odd =
        ["null", "-1", "0", "1e308", "99999999999", "\"\"", "[]", "{}", "true", "\\u0000", "\"\\ud800\"", "NaN",
            "[[[[[[[[", "}"];

    readonly DirectoryInfo folder = IndependentTools.TemporaryFolder();

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("config.json"), InlineData("tokenizer.json"), InlineData("tokenizer_config.json")]
    [InlineData("model.safetensors"), InlineData("rows.json")]
    public void it_is_measured_or_refused_in_words_whatever_was_done_to_a_file(string name)
    {
        foreach (var file in Directory.EnumerateFiles(models.Of("short")).Append(models.Of("rows.json")))
            File.Copy(file, At(Path.GetFileName(file)));
        var sound = File.ReadAllBytes(At(name));
        // Of the weights only the header: a changed number there is another model, nothing else.
        var reach = name == "model.safetensors" ? 8 + (int)BitConverter.ToInt64(sound) : sound.Length;
        var (random, refused) = (new Random(Seed), 0);
        for (var time = 0; time < Times; time++)
        {
            File.WriteAllBytes(At(name), Damaged(sound, reach, random));
            try
            {
                new NativeMeter(new TokenScores(new Workers(1))).Take(new(folder.FullName, null, At("rows.json"),
                    TaskType.InstructTextTask, TrainedModels.InstructType, MaxExamples: 1));
            }
            catch (Exception fault) when (fault is ModelException or DatasetException)
            {
                Assert.Contains(folder.FullName, fault.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception fault) when (fault is not Xunit.Sdk.XunitException)
            {
                Assert.Fail($"{name}, seed {Seed}, time {time}: {fault}");
            }
        }
        Assert.NotEqual(0, refused);
    }

    static byte[] Damaged(byte[] sound, int reach, Random random)
    {
        var (from, length) = (random.Next(reach), random.Next(1, 12));
        var until = Math.Min(sound.Length, from + length);
        return random.Next(5) switch
        {
            0 => sound[..from],
            1 => [.. sound[..from], .. sound[until..]],
            2 => [.. sound[..from], .. sound[from..until].Select(_ => (byte)random.Next(256)), .. sound[until..]],
            3 => [.. sound[..from], .. System.Text.Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]),
                .. sound[until..]],
            _ => AnotherValue(sound, reach, from, random),
        };
    }

    /// <summary>What stands behind the next colon, replaced.</summary>
    static byte[] AnotherValue(byte[] sound, int reach, int from, Random random)
    {
        var colon = Array.IndexOf(sound, (byte)':', from, reach - from);
        if (colon < 0) return sound[..from];
        var end = colon + 1;
        while (end < reach && sound[end] is not ((byte)',' or (byte)'}' or (byte)']')) end++;
        return [.. sound[..(colon + 1)], .. System.Text.Encoding.UTF8.GetBytes(Odd[random.Next(Odd.Length)]),
            .. sound[end..]];
    }

    string At(string name) => Path.Combine(folder.FullName, name);
}
