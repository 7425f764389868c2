using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;

namespace Gradients.Api.Logs;

/// <summary><c>gradients publish DIR --key KEYFILE</c>: the ledger as files for any web server.</summary>
internal static class PublishVerb
{
    const long DefaultEvery = 100_000;

    /// <summary>Short beside the second that a checkpoint may wait, long beside an append.</summary>
    static readonly TimeSpan Gather = TimeSpan.FromMilliseconds(100);

    public static Command Create()
    {
        var folder = new Argument<string>("DIR") { Description = "The folder; it is created, or continued." };
        var key = new Option<string>("--key")
        {
            Description = "The log's private key, as 'gradients keys new' made it; its name is the log's origin.",
            HelpName = "KEYFILE", Required = true,
        };
        var follow = new Option<bool>("--follow", "-f") { Description = "Go on publishing as events are appended." };
        var every = new Option<long>("--every")
        {
            Description = "Sign a checkpoint at least every so many events.",
            HelpName = "N", DefaultValueFactory = _ => DefaultEvery,
        };
        every.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<long>() < 1)
                result.AddError("--every takes a whole number from 1");
        });
        var seconds = new Option<double>("--seconds")
        {
            Description = "Sign a checkpoint at least every so many seconds while there are new events.",
            HelpName = "T", DefaultValueFactory = _ => 1,
        };
        seconds.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<double>() is not (>= 0.01 and <= 86_400))
                result.AddError("--seconds takes a number from 0.01 to 86400");
        });
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("publish", "Bring a folder of tiles and a signed checkpoint up to date for auditors. "
            + "Exit 0 done, 1 refused because histories differ.")
        {
            folder, key, follow, every, seconds, json, database,
        };
        verb.SetAction((parsed, cancel) => RunAsync(
            parsed.GetRequiredValue(folder), parsed.GetRequiredValue(key), parsed.GetValue(follow),
            (parsed.GetValue(every), TimeSpan.FromSeconds(parsed.GetValue(seconds))), parsed.GetValue(json),
            parsed.GetValue(database), cancel));
        return verb;
    }

    static async Task<int> RunAsync(
        string folder, string keyFile, bool follow, (long Events, TimeSpan Time) every, bool json, string? database,
        CancellationToken cancel)
    {
        var key = PrivateKey.ReadForLog(keyFile);
        await using var ledger = await OpenLedger.AsReaderAsync(database, cancel);
        using var publisher = await Publisher.OpenAsync(ledger, folder, key, cancel);
        var before = publisher.Size;
        void Tell() => Print(folder, key.Verifier.Name, publisher, before, json);
        var rows = follow
            ? ledger.Store.FollowAsync(before + 1, every.Time < Gather ? every.Time : Gather, cancel)
            : ledger.Store.ReadAsync(before + 1, null, cancel);
        await publisher.RunAsync(rows, every, follow ? Tell : () => { }, cancel);
        if (!follow)
            Tell();
        return Exit.Done;
    }

    static void Print(string folder, string origin, Publisher publisher, long before, bool json)
    {
        if (!json)
        {
            Console.Out.WriteLine($"{folder}: {publisher.Size:N0} events of {origin}, {publisher.Size - before:N0} of "
                + $"them new, root {publisher.Root}");
            return;
        }
        Terminal.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString("folder", folder);
            writer.WriteString("origin", origin);
            writer.WriteNumber("size", publisher.Size);
            writer.WriteNumber("new", publisher.Size - before);
            writer.WriteString("root", publisher.Root.ToString());
            writer.WriteEndObject();
        });
    }
}
