using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Hashing;
using Gradients.Runners.Meter.Datasets;

namespace Gradients.Api.Measuring;

/// <summary><c>gradients split FILE</c>: which rows are held out, from a seed that anyone can repeat.</summary>
internal static class SplitVerb
{
    const int MostShown = 10;

    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "The dataset: a JSON array, JSON lines, or CSV." };
        var seed = new Option<string>("--seed")
        {
            Description = "32 bytes as 64 small hex digits; with the dataset they give the split.", Required = true,
            HelpName = "HEX",
        };
        var training = new Option<string>("--training")
        {
            Description = "Where the rows to train on go, as a JSON array.", Required = true, HelpName = "FILE",
        };
        var heldOut = new Option<string>("--held-out")
        {
            Description = "Where the held-out rows go, as a JSON array.", Required = true, HelpName = "FILE",
        };
        var images = new Option<bool>("--images")
        {
            Description = "A tenth rounded up, as for images; without it a tenth rounded down, from 1 to 1000.",
        };
        var json = Options.Json();
        var verb = new Command("split",
            "Split a dataset into training and held-out rows by a recorded seed, and report rows "
            + "that stand on both sides.")
        {
            file, seed, training, heldOut, images, json,
        };
        verb.SetAction(parsed =>
        {
            var text = parsed.GetRequiredValue(seed);
            if (!Hex.Is(text, 64))
                throw new Trouble("--seed has to be 64 small hex digits");
            var data = Dataset.Read(parsed.GetRequiredValue(file));
            if (data.Rows.Count < 2)
                throw new Trouble($"{data.File} has {data.Rows.Count} usable row: nothing can be split");
            var bytes = Convert.FromHexString(text);
            var split = parsed.GetValue(images)
                ? HeldOutSplit.OfImages(data.Rows.Count, bytes) : HeldOutSplit.OfText(data.Rows.Count, bytes);
            Write(parsed.GetRequiredValue(training), data, split.Training);
            Write(parsed.GetRequiredValue(heldOut), data, split.HeldOut);
            Say(data, split, parsed.GetRequiredValue(heldOut), parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    static void Write(string path, Dataset data, IReadOnlyList<int> rows) =>
        Output.Write(path, target => RowFile.Write(target, data, rows));

    static void Say(Dataset data, HeldOutSplit split, string heldOut, bool json)
    {
        var twins = split.NearDuplicates(data.Rows)
            .Select(pair => (HeldOut: data.Rows[pair.HeldOut].Number, Training: data.Rows[pair.Training].Number))
            .ToList();
        var digest = "sha256:" + Hex.Sha256(File.ReadAllBytes(heldOut));
        if (json)
        {
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteNumber("training", split.Training.Count);
                writer.WriteNumber("held_out", split.HeldOut.Count);
                writer.WriteNumber("dropped", data.Dropped.Count);
                writer.WriteString("dataset_digest", "sha256:" + data.Digest);
                writer.WriteString("held_out_digest", digest);
                writer.WriteObjects("near_duplicates", twins, pair =>
                {
                    writer.WriteNumber("held_out_row", pair.HeldOut);
                    writer.WriteNumber("training_row", pair.Training);
                });
                writer.WriteEndObject();
            });
            return;
        }
        Console.WriteLine($"{split.Training.Count:N0} rows to train on, {split.HeldOut.Count:N0} held out"
            + (data.Dropped.Count > 0 ? $", {data.Dropped.Count:N0} too long for either." : "."));
        Console.WriteLine($"  held-out set {digest}");
        if (twins.Count > 0)
            Console.WriteLine($"  {twins.Count:N0} held-out rows nearly equal a training row: "
                + string.Join(", ", twins.Take(MostShown).Select(pair => $"{pair.HeldOut} and {pair.Training}"))
                + (twins.Count > MostShown ? ", …" : ""));
    }
}
