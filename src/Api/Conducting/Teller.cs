using System.Text.Json;
using Gradients.Api.Shell;
using Gradients.Ledger.Canonical;
using Gradients.Ledger.Tournaments;
using Gradients.Runners.Conductor;

namespace Gradients.Api.Conducting;

/// <summary>Says what a conductor does, a line each: for people, or as JSON.</summary>
internal sealed class Teller(bool json)
{
    readonly Lock _gate = new();
    string _waits = "";

    public void Tell(Telling telling)
    {
        lock (_gate)
            switch (telling)
            {
                case Telling.Conducts conducts:
                    Say("conducts", conducts.Begins ? $"this node conducts (token {conducts.Token})"
                        : $"this node conducts no longer (token {conducts.Token})");
                    break;
                case Telling.Recorded recorded:
                    foreach (var e in recorded.Events)
                        Say("recorded", $"#{e.Position} {e.Stream} {EventTypes.Of(e.Event).Alias}{About(e.Event)}");
                    break;
                case Telling.Refused refused:
                    Say("refused", $"{refused.Key}: {refused.Refusal}");
                    break;
                case Telling.Began { Host: { } host } began:
                    Say("began", $"{began.Job.Key} on {host}");
                    break;
                case Telling.Over { Fault: { } fault } over:
                    Say("fault", $"{over.Job.Key}: {fault}");
                    break;
                case Telling.HostIs host:
                    Say("host", host.Faults.IsEmpty ? $"{host.Host} is ready"
                        : $"{host.Host} gets no work: {string.Join("; ", host.Faults)}");
                    break;
                case Telling.Waits waits when string.Join('\n', waits.For) is var text && text != _waits:
                    _waits = text;
                    foreach (var one in waits.For)
                        Say("waits", $"{one.Stream}: {one.What}");
                    break;
            }
    }

    static string About(LedgerEvent fact) => fact switch
    {
        RunStarted e => $" {Terminal.Short(e.Hotkey.Text)} at {e.Task}, attempt {e.Attempt}",
        RunFinished e => $" {Terminal.Short(e.Hotkey.Text)} at {e.Task}, exit {e.Exit}",
        RunFailed e => $" {Terminal.Short(e.Hotkey.Text)} at {e.Task}: {e.Reason}",
        LossMeasured e => $" {Terminal.Short(e.Hotkey.Text)} at {e.Task}: {Terminal.Number(e.Loss)}",
        MeasurementFailed e => $" {Terminal.Short(e.Hotkey.Text)} at {e.Task}: {e.Reason}",
        EntryAccepted e => $" {Terminal.Short(e.Hotkey.Text)}",
        EntryRefused e => $" {Terminal.Short(e.Hotkey.Text)}: {e.Reason}",
        TaskDecided e => $" {e.Task}: {(e.Winner is { } winner ? Terminal.Short(winner.Text) : "nobody")}",
        RoundDrawn e => $" round {e.Round}, {e.Kind}",
        RoundClosed e => $" round {e.Round}: {e.Advanced.Length} go on",
        _ => "",
    };

    void Say(string kind, string text)
    {
        if (json)
            Terminal.Json(writer => Write(writer, kind, text));
        else
            Console.WriteLine(Terminal.Plain(text));
    }

    static void Write(Utf8JsonWriter writer, string kind, string text)
    {
        writer.WriteStartObject();
        writer.WriteString("kind", kind);
        writer.WriteString("text", text);
        writer.WriteEndObject();
    }
}
