using System.Text;
using Gradients.Api.Shell;
using Gradients.Api.Weights;
using Gradients.Ledger.Rulebooks.Shared;
using Gradients.Ledger.Weights;

namespace Gradients.Api.Http.Queries;

/// <summary><c>GET /api/weights</c>: the vector that the events give, computed and not stored.</summary>
internal static class GetWeights
{
    public static Endpoint Create() => new("GET", "/api/weights",
        "The weight vector that the events give, as doubles to the last bit and as the 16-bit row.", HandleAsync)
    {
        Parameters =
        [
            Parameter.At,
            Parameter.Query("netuid", "integer", "The subnet.", "56"),
            Parameter.Query("format", "string", "csv for a table of uid, hotkey, weight and 16-bit weight."),
        ],
        IsShared = true,
        Tag = "weights",
    };

    static async Task HandleAsync(Request request)
    {
        var netuid = (int)(request.Whole("netuid", 0, ushort.MaxValue) ?? request.Site.Config.Netuid);
        var (position, setting) = await request.Site.Weighing.RequiredAsync(request.At(), netuid, request.Cancel);
        if (request.IsKnown(position))
            return;
        if (request.Query("format") == "csv")
            await request.WriteTextAsync("text/csv; charset=utf-8", Csv(setting));
        else
            await request.WriteAsync(json => WeightsVerb.Write(json, position, setting));
    }

    static string Csv(VectorSetting setting)
    {
        var text = new StringBuilder("uid,hotkey,weight,u16\n");
        var row = setting.Quantised as Quantised.Row;
        for (var uid = 0; uid < setting.Weights.Length; uid++)
        {
            if (setting.Weights[uid] == 0)
                continue;
            var place = row?.Uids.IndexOf(uid) ?? -1;
            text.Append(uid).Append(',').Append(CsvText.Field(setting.Metagraph.Metagraph.Hotkeys[uid].Text))
                .Append(',').Append(Terminal.Number(setting.Weights[uid])).Append(',')
                .Append(place < 0 ? "" : row!.Weights[place].ToString(System.Globalization.CultureInfo.InvariantCulture))
                .Append('\n');
        }
        return text.ToString();
    }
}
