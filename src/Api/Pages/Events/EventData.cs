using System.Text.Encodings.Web;
using System.Text.Json;
using Gradients.Api.Http;
using Gradients.Api.Http.Logs;
using Gradients.Api.Http.Queries;

namespace Gradients.Api.Pages;

/// <summary>One event in whole.</summary>
/// <param name="Pretty">Its data, laid out for reading; the bytes themselves are at /api/events/{position}.</param>
public sealed record EventData(
    EventRow Row, string Causation, string Pretty, IReadOnlyList<string> Hotkeys, long Head, bool CanProve)
{
    static readonly JsonSerializerOptions Laid = new()
    {
        WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, // The page itself escapes it.
    };

    internal static async Task<EventData> ReadAsync(Request request)
    {
        var position = request.Position();
        var head = request.Site.Host.Required.Head;
        var e = await GetEvent.FindAsync(request.Site, position, request.Cancel)
            ?? throw Refusing.NotFound($"The ledger ends at position {head}.");
        using var data = JsonDocument.Parse(EventRow.DataOf(e));
        var hotkeys = new List<string>();
        Collect(data.RootElement, hotkeys);
        return new(EventRow.Of(e), e.Causation, JsonSerializer.Serialize(data.RootElement, Laid),
            [.. hotkeys.Distinct().Take(40)], head, PublishedLog.Of(request.Site) is not null);
    }

    /// <summary>What stands where facts name hotkeys, to link to.</summary>
    static void Collect(JsonElement element, List<string> hotkeys)
    {
        if (element.ValueKind == JsonValueKind.Object)
            foreach (var member in element.EnumerateObject())
                if (member.Value.ValueKind == JsonValueKind.String && Names.Contains(member.Name))
                    hotkeys.Add(member.Value.GetString()!);
                else
                    Collect(member.Value, hotkeys);
        else if (element.ValueKind == JsonValueKind.Array)
            foreach (var item in element.EnumerateArray())
                Collect(item, hotkeys);
    }

    static readonly string[] Names =
        ["hotkey", "original", "champion", "challenger", "winner", "realWinner", "bossRoundWinner", "defendingChampion"];
}
