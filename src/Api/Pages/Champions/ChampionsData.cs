using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>Every reign, by type.</summary>
public sealed record ChampionsData(IReadOnlyList<ReignRow> Reigns, long Head)
{
    internal static async Task<ChampionsData> ReadAsync(Request request) => new(
        await ReignRow.ReadAsync(request.Site.Open.Source, "", request.Cancel), request.Site.Host.Required.Head);

    public IEnumerable<IGrouping<string, ReignRow>> ByType => Reigns.GroupBy(r => r.Type);
}
