using System.Text.Json;
using Gradients.Ledger.Rulebooks.R2026_10;

namespace Gradients.Ledger.Tests.Golden.R2026_10;

public sealed class golden_pcg64(ITestOutputHelper output) : Family2026_10("pcg64", output)
{
    protected override void Check(JsonElement given, JsonElement expected)
    {
        var stream = Bootstrap.Stream();
        var skip = given.GetProperty("skip").GetInt32();
        if (given.GetProperty("what").GetString() == "raw64")
        {
            for (var i = 0; i < skip; i++) stream.Next64();
            foreach (var value in given.GetProperty("values").EnumerateArray())
                Same(value.GetString(), stream.Next64().ToString(null, null));
            return;
        }
        var n = given.GetProperty("n").GetUInt64();
        for (var i = 0; i < skip; i++) stream.Below(n);
        var values = List(given.GetProperty("values"), v => v.GetUInt32());
        foreach (var value in values) Same(value, stream.Below(n));

        // In one go, and in uneven pieces: the same stream.
        foreach (var piece in new[] { int.MaxValue, 7, 1 })
        {
            var again = Bootstrap.Stream();
            var drawn = new uint[skip + values.Length];
            for (var done = 0; done < drawn.Length; done += piece == int.MaxValue ? drawn.Length : piece)
                again.Fill(drawn.AsSpan(done, Math.Min(piece, drawn.Length - done)), n);
            Same(true, values.AsSpan().SequenceEqual(drawn.AsSpan(skip)), $"filled by {piece}");
        }
    }
}
