using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;
using Gradients.Ledger.Store;

namespace Gradients.Api.Recording;

/// <summary>Sends commands to the ledger, keeps the projections with it, and answers line by line.</summary>
internal static class Recorder
{
    /// <summary>So many commands wait together: enough for the ledger to group them.</summary>
    const int Wave = 256;

    public static async Task<int> RecordAsync(
        OpenLedger ledger, List<CommandLine> lines, bool json, bool allOrNothing, CancellationToken cancel)
    {
        await using var current = await CurrentTables.OpenAsync(ledger, cancel);
        if (allOrNothing)
            Try(current.Ledger.State, lines);
        var (accepted, repeated, refused, events) = (0, 0, 0, 0);
        var progress = Terminal.Progress("recorded");
        for (var at = 0; at < lines.Count; at += Wave)
        {
            cancel.ThrowIfCancellationRequested();
            var wave = lines.GetRange(at, Math.Min(Wave, lines.Count - at));
            var answers = await Task.WhenAll(wave.Select(current.Ledger.HandleAsync));
            for (var i = 0; i < answers.Length; i++)
            {
                accepted += answers[i] is Answer.Accepted ? 1 : 0;
                repeated += answers[i] is Answer.Repeated ? 1 : 0;
                refused += answers[i] is Answer.Refused ? 1 : 0;
                events += answers[i] is Answer.Accepted a ? a.Events.Length : 0;
                if (json || !allOrNothing)
                    Say(at + i + 1, wave[i], answers[i], json);
            }
            progress.Report(at + wave.Count);
        }
        await current.CatchUpAsync(cancel);
        if (!json)
            Console.WriteLine($"{lines.Count} commands: {accepted} accepted ({events} events), {repeated} repeated, "
                + $"{refused} refused; the ledger ends at position {current.Ledger.State.Head}.");
        return refused > 0 ? Exit.Diverged : Exit.Done;
    }

    /// <summary>An import is tried in memory first: a refusal in the middle must leave nothing behind.</summary>
    static void Try(LedgerState state, List<CommandLine> lines)
    {
        for (var i = 0; i < lines.Count; i++)
        {
            var handled = Handling.Handle(state, lines[i], lines[i].At ?? 0);
            state = handled.After;
            if (handled.Answer is not Answer.Refused refused)
                continue;
            // The first command's refusal may only mean that all of this was imported before: the keys will tell.
            if (refused.Refusal.Code is "rulebook_adopted" or "already_announced")
                return;
            throw new Trouble($"fact {i + 1}, {lines[i].Stream}, {CommandTypes.Of(lines[i].Command).Alias}, is refused: "
                + $"{Terminal.Plain(refused.Refusal.ToString())} Nothing was recorded.", Exit.Diverged);
        }
    }

    static void Say(int number, CommandLine line, Answer answer, bool json)
    {
        var alias = CommandTypes.Of(line.Command).Alias;
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            using (var writer = new Utf8JsonWriter(output))
                Write(writer, number, line, answer);
            output.WriteByte((byte)'\n');
            return;
        }
        Console.WriteLine(answer switch
        {
            Answer.Accepted accepted => $"{number}: {line.Stream} {alias}: "
                + string.Join(", ", accepted.Events.Select(e => $"#{e.Position} {EventTypes.Of(e.Event).Alias}")),
            Answer.Repeated repeated =>
                $"{number}: {line.Stream} {alias}: done before, #{repeated.First} to #{repeated.Last}",
            Answer.Refused refused => $"{number}: {Terminal.Plain(line.Stream)} {alias}: REFUSED: "
                + Terminal.Plain(refused.Refusal.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }

    static void Write(Utf8JsonWriter json, int number, CommandLine line, Answer answer)
    {
        json.WriteStartObject();
        json.WriteNumber("line", number);
        json.WriteString("key", line.Key);
        switch (answer)
        {
            case Answer.Accepted accepted:
                json.WriteString("outcome", "accepted");
                json.WriteStartArray("events");
                foreach (var e in accepted.Events)
                {
                    var writer = new CanonicalWriter();
                    Envelope.Write(writer, e);
                    json.WriteRawValue(writer.Written, skipInputValidation: true);
                }
                json.WriteEndArray();
                break;
            case Answer.Repeated repeated:
                json.WriteString("outcome", "repeated");
                json.WriteNumber("first", repeated.First);
                json.WriteNumber("last", repeated.Last);
                break;
            case Answer.Refused refused:
                json.WriteString("outcome", "refused");
                json.WriteString("code", refused.Refusal.Code);
                json.WriteString("rule", refused.Refusal.Rule);
                json.WriteString("message", refused.Refusal.Message);
                break;
        }
        json.WriteEndObject();
    }
}
