using Gradients.Api.Http.Notifications;
using Gradients.Api.Http.Upkeep;
using Microsoft.Extensions.DependencyInjection;

namespace Gradients.Api.Http;

/// <summary>What the server does beside answering.</summary>
internal static class Workers
{
    public static void Add(IServiceCollection services, ServerConfig config)
    {
        if (config.AuditMinutes > 0)
            services.AddHostedService<SelfAudit>();
        if (config.Webhooks.Length > 0)
            services.AddHostedService<Delivery>();
    }
}
