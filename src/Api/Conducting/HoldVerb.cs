using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Store.Conducting;

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
            + "until it is released; runs under way go on. Exit 1 where it was held already.")
        {
            tournament, task, reason, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var holds = new Holds(ledger.Source);
            var done = parsed.GetValue(tournament) is not { } named
                || await holds.HoldAsync(named, parsed.GetValue(task), parsed.GetRequiredValue(reason), cancel);
            Show([.. await holds.ListAsync(cancel)], parsed.GetValue(json));
            return done ? Exit.Done : Exit.Diverged;
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
            var done = await holds.ReleaseAsync(parsed.GetRequiredValue(tournament), parsed.GetValue(task), cancel);
            Show([.. await holds.ListAsync(cancel)], parsed.GetValue(json));
            return done ? Exit.Done : Exit.Diverged;
        });
        return verb;
    }

    static Argument<string?> Task() => new("TASK")
    {
        Description = "One of its tasks; without it, the whole tournament.", Arity = ArgumentArity.ZeroOrOne,
    };

    static void Show(Hold[] holds, bool json)
    {
        if (!json)
        {
            foreach (var hold in holds)
                Console.WriteLine(Terminal.Plain(
                    $"{hold.Tournament}{(hold.Task is { } task ? $" {task}" : "")} is held: {hold.Reason}"));
            if (holds.Length == 0)
                Console.WriteLine("Nothing is held.");
            return;
        }
        Terminal.Json(writer =>
        {
            writer.WriteStartArray();
            foreach (var hold in holds)
            {
                writer.WriteStartObject();
                writer.WriteString("tournament", hold.Tournament);
                writer.WriteString("task", hold.Task);
                writer.WriteString("reason", hold.Reason);
                writer.WriteEndObject();
            }
            writer.WriteEndArray();
        });
    }
}
