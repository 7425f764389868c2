using System.CommandLine;
using Gradients.Api.Shell;
using Gradients.Ledger.Store;
using Npgsql;

namespace Gradients.Api.Database;

/// <summary><c>gradients db</c>: the private cluster, and the tables of any database.</summary>
internal static class DatabaseVerb
{
    public static Command Create() => new("db", "Start, stop and look after the database.")
    {
        Verb("start", "Create the private cluster if there is none, start it, and bring its tables up to date.", StartAsync),
        Verb("stop", "Stop the private cluster; nothing is lost.", StopAsync),
        Verb("status", "Say whether the private cluster runs, and where.", (json, _) => Task.FromResult(Status(json))),
        Migrate(),
    };

    static Command Verb(string name, string description, Func<bool, CancellationToken, Task<int>> run)
    {
        var json = Options.Json();
        var verb = new Command(name, description) { json };
        verb.SetAction((parsed, cancel) => run(parsed.GetValue(json), cancel));
        return verb;
    }

    static Command Migrate()
    {
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("migrate", "Apply the reviewed SQL files that a database lacks, as its owner.")
        {
            json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            IReadOnlyList<string> applied;
            if (OpenLedger.Named(parsed.GetValue(database)) is { } named)
            {
                await using var owner = NpgsqlDataSource.Create(named);
                applied = await Migrations.Embedded.ApplyAsync(owner, DateTimeOffset.UtcNow, cancel);
            }
            else
            {
                applied = await OpenLedger.StartAsync(new(Home.Folder), cancel);
            }
            if (parsed.GetValue(json))
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteTexts("applied", applied);
                    writer.WriteEndObject();
                });
            else
                Console.WriteLine(applied.Count == 0 ? "Nothing to apply." : $"Applied {string.Join(", ", applied)}.");
            return Exit.Done;
        });
        return verb;
    }

    static async Task<int> StartAsync(bool json, CancellationToken cancel)
    {
        await OpenLedger.StartAsync(new(Home.Folder), cancel);
        return Status(json);
    }

    static async Task<int> StopAsync(bool json, CancellationToken cancel)
    {
        await new EmbeddedCluster(Home.Folder).StopAsync(cancel);
        return Status(json);
    }

    static int Status(bool json)
    {
        var cluster = new EmbeddedCluster(Home.Folder);
        var status = cluster.Status();
        var word = status switch
        {
            ClusterStatus.Running => "running",
            ClusterStatus.Stopped => "stopped",
            _ => "absent",
        };
        if (json)
        {
            Terminal.Json(writer =>
            {
                writer.WriteStartObject();
                writer.WriteString("status", word);
                writer.WriteString("home", Home.Folder);
                if (status is ClusterStatus.Running running)
                {
                    writer.WriteNumber("process", running.ProcessId);
                    writer.WriteString("socket", running.SocketFolder);
                    writer.WriteString("connection", cluster.ReaderConnectionString);
                }
                writer.WriteEndObject();
            });
            return Exit.Done;
        }
        Console.WriteLine($"The cluster of {Home.Folder} is {word}.");
        if (status is ClusterStatus.Running { SocketFolder: var socket })
            Console.WriteLine($"Analysts connect with: psql -h {socket} -U gradients_reader gradients");
        return Exit.Done;
    }
}
