using System.Collections.Immutable;
using Gradients.Api.Http.Commands;
using Gradients.Api.Http.Live;
using Gradients.Api.Http.Queries;
using Gradients.Api.Http.Upkeep;

namespace Gradients.Api.Http;

/// <summary>Every request the server answers.</summary>
internal static class Endpoints
{
    public static ImmutableArray<Endpoint> All(Site site)
    {
        ImmutableArray<Endpoint> described =
        [
            .. CommandExamples.All.Select(PostCommand.Create),
            PostCommands.Create(),
            GetEvents.Create(),
            GetEvent.Create(),
            GetTables.Create(),
            GetTable.Create(),
            GetTournament.Create(),
            GetWeights.Create(),
            GetExplanation.Create(),
            GetDifference.Create(),
            GetComparison.Create(),
            GetLive.Create(),
            GetAudits.Create(),
            GetHealth.Live(),
            GetHealth.Ready(),
            GetMetrics.Create(),
            .. Logs.LogFiles.All(),
            .. Validators.ValidatorEndpoints.All(),
            .. Notifications.Feed.All(),
            .. Pages.PageEndpoints.All(),
        ];
        return described.Add(GetOpenApi.Create(described, site));
    }
}
