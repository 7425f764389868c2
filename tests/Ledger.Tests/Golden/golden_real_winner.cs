using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2025_12;

namespace Gradients.Ledger.Tests.Golden;

public sealed class golden_real_winner(ITestOutputHelper output) : GoldenFamily("real_winner", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var winner = Key(given.GetProperty("winner"));
        var baseWinner = Key(given.GetProperty("base"));
        var champion = Key(given.GetProperty("champion"))!.Value;
        Same(Key(expected.GetProperty("real_winner")), RealWinner.Of(winner, baseWinner), given.ToString());
        Same(Flag(expected.GetProperty("is_champion")), Streak.IsWin(champion, winner, baseWinner), given.ToString());
    }
}
