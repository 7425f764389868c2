using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Store.Conducting;
using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Conducting;

/// <summary><c>gradients hold</c> and <c>gradients release</c>: what the conductor is not to begin for now.</summary>
internal static class HoldVerb
{
    public static Command Create()
    {
        var tournament = new Argument<string?>("TOURNAMENT")
        {
            Description = "A tournament's id; without it, what is held is listed.", Arity = ArgumentArity.ZeroOrOne,
        };
        var task = Task();
        var reason = new Option<string>("--reason")
        {
            Description = "Why, for whoever sees it waiting.", DefaultValueFactory = _ => "operator", HelpName = "TEXT",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("hold", "Hold a tournament, or one of its tasks: the conductor begins nothing new there "
            + "until it is released; runs under way go on. Exit 1 where there is no such tournament, or it was held "
            + "already.")
        {
            tournament, task, reason, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var holds = new Holds(ledger.Source);
            if (parsed.GetValue(tournament) is { } name)
            {
                await CheckAsync(ledger, name, parsed.GetValue(task), cancel);
                if (!await holds.HoldAsync(name, parsed.GetValue(task), parsed.GetRequiredValue(reason), cancel))
                    throw new Trouble($"{Name(name, parsed.GetValue(task))} is held already", Exit.Diverged);
            }
            Show([.. await holds.ListAsync(cancel)], parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    public static Command CreateRelease()
    {
        var tournament = new Argument<string>("TOURNAMENT") { Description = "A tournament's id." };
        var task = Task();
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("release", "Release what 'gradients hold' held. Exit 1 where it was not held.")
        {
            tournament, task, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var holds = new Holds(ledger.Source);
            var name = parsed.GetRequiredValue(tournament);
            if (!await holds.ReleaseAsync(name, parsed.GetValue(task), cancel))
                throw new Trouble($"{Name(name, parsed.GetValue(task))} is not held; 'gradients hold' lists what is",
                    Exit.Diverged);
            Show([.. await holds.ListAsync(cancel)], parsed.GetValue(json));
            return Exit.Done;
        });
        return verb;
    }

    static Argument<string?> Task() => new("TASK")
    {
        Description = "One of its tasks; without it, the whole tournament.", Arity = ArgumentArity.ZeroOrOne,
    };

    /// <summary>A name that was mistyped would hold nothing, and nobody would notice.</summary>
    static async Task CheckAsync(OpenLedger ledger, string name, string? task, CancellationToken cancel)
    {
        switch ((await ledger.StateAsync(null, cancel)).TournamentOf(Streams.Tournament(name)))
        {
            case Tournament.Unannounced:
                throw new Trouble(Terminal.Plain($"there is no tournament '{name}'"), Exit.Diverged);
            case Tournament.Running { Round: { } round } when task is not null && round.Find(task) is not null:
            case not null when task is null:
                return;
            default:
                throw new Trouble(Terminal.Plain($"no task '{task}' of {name} is running"), Exit.Diverged);
        }
    }

    static string Name(string tournament, string? task) =>
        Terminal.Plain(task is null ? tournament : $"task {task} of {tournament}");

    static void Show(Hold[] holds, bool json)
    {
        if (!json)
        {
            foreach (var hold in holds)
                Console.WriteLine(Terminal.Plain($"{Name(hold.Tournament, hold.Task)} is held: {hold.Reason}"));
            if (holds.Length == 0)
                Console.WriteLine("Nothing is held.");
            return;
        }
        Terminal.Json(writer => writer.WriteObjects(holds, hold =>
        {
            writer.WriteString("tournament", hold.Tournament);
            writer.WriteString("task", hold.Task);
            writer.WriteString("reason", hold.Reason);
        }));
    }
}
