using System.CommandLine;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Tournaments;

namespace Gradients.Api.Conducting;

/// <summary><c>gradients approve TOURNAMENT TASK</c>: a task may be decided although most of its trainings failed.</summary>
internal static class ApproveVerb
{
    public static Command Create()
    {
        var tournament = new Argument<string>("TOURNAMENT") { Description = "A tournament's id." };
        var task = new Argument<string>("TASK") { Description = "The task that waits." };
        var by = new Option<string>("--by")
        {
            Description = "Who approves; it stands in the ledger.", DefaultValueFactory = _ => "operator",
            HelpName = "NAME",
        };
        var json = Options.Json();
        var database = Options.Database();
        var verb = new Command("approve", "Let a task be decided although more than half of its trainings failed. Exit 1 "
            + "where there is nothing to approve.")
        {
            tournament, task, by, json, database,
        };
        verb.SetAction(async (parsed, cancel) =>
        {
            await using var ledger = await OpenLedger.AsWriterAsync(parsed.GetValue(database), cancel);
            var (stream, name) = (Streams.Tournament(parsed.GetRequiredValue(tournament)), parsed.GetRequiredValue(task));
            var durable = await ledger.DurableAsync(null, cancel);
            var answer = await durable.HandleAsync(new(stream, null, $"approve/{Guid.NewGuid():N}",
                new Report(new FailuresApproved(parsed.GetRequiredValue(by), name))));
            if (answer is Answer.Refused refused)
                throw new Trouble(Terminal.Plain(refused.Refusal.ToString()), Exit.Diverged);
            var position = ((Answer.Accepted)answer).Events[0].Position;
            if (parsed.GetValue(json))
                Terminal.Json(writer =>
                {
                    writer.WriteStartObject();
                    writer.WriteNumber("position", position);
                    writer.WriteEndObject();
                });
            else
                Console.WriteLine($"Approved at position {position}; the conductor goes on.");
            return Exit.Done;
        });
        return verb;
    }
}
