using System.Text.Json;
using Gradients.Api.Database;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Commands;

namespace Gradients.Api.Recording;

/// <summary>Sends commands to the ledger, keeps the projections with it, and answers line by line.</summary>
internal static class Recorder
{
    /// <summary>So many commands wait together: enough for the ledger to group them.</summary>
    const int Wave = 256;

    /// <param name="eachAnswer">Print the answer to every command, not only how many came to what.</param>
    public static async Task<int> RecordAsync(
        OpenLedger ledger, List<CommandLine> lines, bool eachAnswer, bool json, CancellationToken cancel)
    {
        var current = await CurrentTables.OpenAsync(ledger, cancel);
        var tally = new Tally();
        var progress = Terminal.Progress("recorded");
        for (var at = 0; at < lines.Count; at += Wave)
        {
            cancel.ThrowIfCancellationRequested();
            var wave = lines.GetRange(at, Math.Min(Wave, lines.Count - at));
            var answers = await Task.WhenAll(wave.Select(current.Ledger.HandleAsync));
            for (var i = 0; i < answers.Length; i++)
            {
                tally.Count(answers[i]);
                if (eachAnswer || answers[i] is Answer.Refused)
                    Say(at + i + 1, wave[i], answers[i], json);
            }
            progress.Report(at + wave.Count);
        }
        await current.CatchUpAsync(cancel);
        if (!json)
            tally.Print(lines.Count, current.Ledger.State.Head);
        return tally.Refused > 0 ? Exit.Diverged : Exit.Done;
    }

    /// <summary>All commands in one transaction, or none of them.</summary>
    /// <param name="file">Where they come from, for the message when one is refused.</param>
    public static async Task<int> ImportAsync(
        OpenLedger ledger, string file, List<CommandLine> lines, string key, bool json, CancellationToken cancel)
    {
        var current = await CurrentTables.OpenAsync(ledger, cancel);
        var imported = await current.Ledger.ImportAsync(lines, key, cancel) switch
        {
            ImportAnswer.Refused({ } line, var refusal) => throw new Trouble(
                $"{file}: {Terminal.Plain(line.RefusedBy(refusal))} Nothing was imported.", Exit.Diverged),
            var done => (ImportAnswer.Done)done,
        };
        await current.CatchUpAsync(cancel);
        var tally = new Tally();
        foreach (var answer in imported.Answers)
            tally.Count(answer);
        if (json)
            Terminal.Json(writer => tally.Write(writer, current.Ledger.State.Head));
        else
            tally.Print(lines.Count, current.Ledger.State.Head);
        return Exit.Done;
    }

    /// <summary>How many commands came to what.</summary>
    sealed class Tally
    {
        int _accepted;
        int _repeated;
        int _events;

        public int Refused { get; private set; }

        public void Count(Answer answer)
        {
            _accepted += answer is Answer.Accepted ? 1 : 0;
            _repeated += answer is Answer.Repeated ? 1 : 0;
            Refused += answer is Answer.Refused ? 1 : 0;
            _events += answer is Answer.Accepted accepted ? accepted.Events.Length : 0;
        }

        public void Print(int commands, long head) => Console.WriteLine(
            $"{commands} commands: {_accepted} accepted ({_events} events), {_repeated} done before, "
            + $"{Refused} refused; the ledger ends at position {head}.");

        public void Write(Utf8JsonWriter json, long head)
        {
            json.WriteStartObject();
            json.WriteNumber("accepted", _accepted);
            json.WriteNumber("repeated", _repeated);
            json.WriteNumber("refused", Refused);
            json.WriteNumber("events", _events);
            json.WriteNumber("head", head);
            json.WriteEndObject();
        }
    }

    static void Say(int number, CommandLine line, Answer answer, bool json)
    {
        var alias = CommandTypes.Of(line.Command).Alias;
        if (json)
        {
            using var output = Console.OpenStandardOutput();
            using (var writer = new Utf8JsonWriter(output))
                AnswerJson.Write(writer, line, answer, number);
            output.WriteByte((byte)'\n');
            return;
        }
        Console.WriteLine(answer switch
        {
            Answer.Accepted accepted => $"{number}: {line.Stream} {alias}: "
                + string.Join(", ", accepted.Events.Select(e => $"#{e.Position} {EventTypes.Of(e.Event).Alias}")),
            Answer.Repeated repeated =>
                $"{number}: {line.Stream} {alias}: done before, #{repeated.First} to #{repeated.Last}"
                + (line.HasOwnKey ? "" : "; to do it again, give it a 'key' of its own"),
            Answer.Refused refused => $"{number}: {Terminal.Plain(line.Stream)} {alias}: REFUSED: "
                + Terminal.Plain(refused.Refusal.ToString()),
            _ => throw new System.Diagnostics.UnreachableException(),
        });
    }
}
