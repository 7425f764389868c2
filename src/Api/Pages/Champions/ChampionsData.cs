using Gradients.Api.Http;

namespace Gradients.Api.Pages;

/// <summary>Every reign, by type.</summary>
/// <param name="Rulebook">In force; absent: none was adopted.</param>
public sealed record ChampionsData(IReadOnlyList<ReignRow> Reigns, long Head, string? Rulebook)
{
    internal static async Task<ChampionsData> ReadAsync(Request request)
    {
        var now = request.Site.Host.Required;
        return new(await ReignRow.ReadAsync(request.Site.Open.Source, "", request.Cancel), now.Head,
            ReignRow.InForce(now.State));
    }

    public IEnumerable<IGrouping<string, ReignRow>> ByType => Reigns.GroupBy(r => r.Type);
}
