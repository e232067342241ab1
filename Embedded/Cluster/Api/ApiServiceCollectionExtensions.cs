using Microsoft.Extensions.DependencyInjection;
using Workshop.Cluster.Access;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Api.OpenApi;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Api.Reviews;
using Workshop.Cluster.Api.Streams;
using Workshop.Cluster.Api.Streams.Forwarding;
using Workshop.Cluster.Api.Subresources;
using Workshop.Cluster.Api.Subresources.Proxy;
using Workshop.Cluster.Api.Tables;
using Workshop.Cluster.Api.Verbs;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Namespaces;
using Workshop.Cluster.Telemetry;

namespace Workshop.Cluster.Api;

internal static class ApiServiceCollectionExtensions
{
    /// <summary>Needs <see cref="AccessKeys"/>, the registry, a clock, and the containers' logs and streams.</summary>
    public static IServiceCollection AddApi(this IServiceCollection services)
    {
        services.AddSpans();
        services.AddSingleton<OpenStreams>();
        services.AddHostedService(provider => provider.GetRequiredService<OpenStreams>());
        services.AddAccess();
        services.AddSingleton<IRootCertificate, RootCertificate>();
        services.AddSingleton<InflightLimits>();
        services.AddSingleton<ApiReadiness>();
        services.AddSingleton<HealthEndpoints>();
        services.AddSingleton<DiscoveryEndpoints>();
        services.AddSingleton<OpenApiEndpoints>();

        services.AddSingleton<TableWriter>();
        services.AddSingleton<ObjectWriter>();
        services.AddSingleton<ScaleAnswer>();
        services.AddSingleton<PagedLists>();

        services.AddSingleton<IVerb, GetVerb>();
        services.AddSingleton<IVerb, ListVerb>();
        services.AddSingleton<IVerb, WatchVerb>();
        services.AddSingleton<IVerb, CreateVerb>();
        services.AddSingleton<IVerb, UpdateVerb>();
        services.AddSingleton<IVerb, PatchVerb>();
        services.AddSingleton<IVerb, DeleteVerb>();
        services.AddSingleton<IVerb, DeleteCollectionVerb>();
        services.AddSingleton<ISubresource, LogSubresource>();
        services.AddSingleton<ISubresource, BindingSubresource>();
        services.AddSingleton<ISubresource, TokenSubresource>();
        services.AddSingleton<ISubresource, EvictionSubresource>();
        services.AddSingleton<StreamLimit>();
        services.AddSingleton<RemoteCommands>();
        services.AddSingleton<PortForwards>();
        services.AddSingleton<ISubresource>(provider => ActivatorUtilities.CreateInstance<RemoteSubresource>(provider, RemoteSubresource.Exec));
        services.AddSingleton<ISubresource>(provider => ActivatorUtilities.CreateInstance<RemoteSubresource>(provider, RemoteSubresource.Attach));
        services.AddSingleton<ISubresource, PortForwardSubresource>();
        services.AddSingleton<ProxyTargets>();
        services.AddSingleton<ProxyForwarder>();
        foreach (var kind in new[] { KindTable.Pod, KindTable.Service })
        {
            services.AddSingleton<ISubresource>(provider => ActivatorUtilities.CreateInstance<ProxySubresource>(provider, kind));
        }

        services.AddSingleton<ISubresource, NodeProxySubresource>();
        services.AddSingleton<ReviewEndpoint>();
        services.AddSingleton<IReview, RulesReview>();
        services.AddSingleton<IReview, SubjectReview>();
        services.AddSingleton<IReview, TokenReviews>();
        foreach (var kind in new[] { KindTable.SelfSubjectAccessReview, KindTable.SubjectAccessReview, KindTable.LocalSubjectAccessReview })
        {
            services.AddSingleton<IReview>(provider => ActivatorUtilities.CreateInstance<AccessReview>(provider, kind));
        }

        services.AddSingleton<ApiDispatcher>();
        return services.AddSingleton<ApiPipeline>();
    }
}
