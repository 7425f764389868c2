using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Gradients.Api.Http;

/// <summary><c>gradients serve</c>: the HTTP API and the pages.</summary>
internal static class ServeVerb
{
    public static Command Create()
    {
        var file = new Option<string?>("--config")
        {
            Description = "The configuration, one JSON file; docs/http.md explains every key. Defaults without one.",
            HelpName = "FILE",
        };
        var check = new Option<bool>("--check") { Description = "Only check the configuration." };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("serve", "Serve the HTTP API and the pages until told to stop.")
        {
            file, check, json, database,
        };
        verb.SetAction((parsed, cancel) =>
        {
            var config = parsed.GetValue(file) is { } path ? ServerConfig.Read(path) : new ServerConfig();
            var named = parsed.GetValue(database);
            if (!parsed.GetValue(check))
                return RunAsync(named is null ? config : config with { Database = named }, parsed.GetValue(json), cancel);
            Say(parsed.GetValue(json), "checked", "The configuration holds.");
            return Task.FromResult(Exit.Done);
        });
        return verb;
    }

    public static async Task<int> RunAsync(ServerConfig config, bool json, CancellationToken cancel)
    {
        await using var open = await OpenLedger.AsWriterAsync(config.Database, cancel);
        await using var app = Server.Build(config, open);
        using var tracing = Tracing.Start(config.Otlp);
        try
        {
            await app.StartAsync(cancel);
        }
        catch (IOException taken)
        {
            throw new Trouble($"{taken.Message} (listen: {string.Join(", ", config.Listen)})");
        }
        var address = app.Urls.First();
        if (config.PublicUrl is null)
            app.Services.GetRequiredService<Site>().PublicUrl = address;
        Say(json, "listening", address, $"Listening on {address}; control-C stops.");
        try
        {
            await Task.Delay(Timeout.Infinite, cancel);
        }
        catch (OperationCanceledException)
        {
            // Asked to stop: that is how it ends.
        }
        await app.StopAsync(CancellationToken.None);
        return Exit.Done;
    }

    static void Say(bool json, string name, string value, string? sentence = null)
    {
        if (!json)
        {
            Console.WriteLine(sentence ?? value);
            return;
        }
        Terminal.Json(writer =>
        {
            writer.WriteStartObject();
            writer.WriteString(name, value);
            writer.WriteEndObject();
        });
    }
}
