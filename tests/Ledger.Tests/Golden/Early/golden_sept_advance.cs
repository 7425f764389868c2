using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_09;
using Gradients.Ledger.Tournaments;

namespace Gradients.Ledger.Tests.Golden.Early;

public sealed class golden_sept_advance(ITestOutputHelper output) : SeptemberFamily("sept_advance", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var tasks = Tasks(given);
        var isGroup = given.GetProperty("round").GetProperty("type").GetString() == "group";
        var winners = isGroup ? RoundWinners.OfGroup(tasks) : RoundWinners.OfKnockout(tasks);
        var participants = List(given.GetProperty("participants"), p => new StakedEntrant(
            Key(p[0])!.Value, Flag(p[1]), Number(p[2])!.Value, Number(p[3])));

        var end = RoundFlow.Close(winners, participants);
        SameNames(expected.GetProperty("eliminated"), end.Eliminated);
        Same(expected.GetProperty("status").GetString() == "completed", end.Next is null);
        Same(Key(expected.GetProperty("winner")), end.Next is null ? Burn : null);
        var next = expected.GetProperty("next");
        Same(next.ValueKind == JsonValueKind.Null, end.Next is null);
        if (end.Next is not { } round) return;
        Same(next.GetProperty("type").GetString() == "group", round.Kind == RoundKind.Group);
        Same(Flag(next.GetProperty("final")), round.IsFinal);
        SameNames(next.GetProperty("entrants"), round.Entrants);
    }
}
