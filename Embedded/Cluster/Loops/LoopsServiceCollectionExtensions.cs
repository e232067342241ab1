using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Workshop.Cluster.Loops.Autoscaling;
using Workshop.Cluster.Loops.CronJobs;
using Workshop.Cluster.Loops.DaemonSets;
using Workshop.Cluster.Loops.Definitions;
using Workshop.Cluster.Loops.Deployments;
using Workshop.Cluster.Loops.Disruption;
using Workshop.Cluster.Loops.Events;
using Workshop.Cluster.Loops.Garbage;
using Workshop.Cluster.Loops.Jobs;
using Workshop.Cluster.Loops.Namespaces;
using Workshop.Cluster.Loops.NodeLifecycle;
using Workshop.Cluster.Loops.PodGarbage;
using Workshop.Cluster.Loops.Quotas;
using Workshop.Cluster.Loops.ReplicaSets;
using Workshop.Cluster.Loops.Roles;
using Workshop.Cluster.Loops.Routing;
using Workshop.Cluster.Loops.Services;
using Workshop.Cluster.Loops.StatefulSets;
using Workshop.Cluster.Loops.TaintEviction;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Telemetry;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Loops;

internal static class LoopsServiceCollectionExtensions
{
    /// <summary>The control loops in the order in which a change flows through them.</summary>
    public static IServiceCollection AddLoops(this IServiceCollection services) => services
        .AddLoopFrame()
        .AddUsage()
        .AddSpans()
        .AddRolloutTraces()
        .AddLoop<DefinitionReconciler>(DefinitionReconciler.Component, DefinitionReconciler.Listen)
        .AddLoop<NamespaceDefaultsReconciler>(NamespaceDefaultsReconciler.Component, NamespaceDefaultsReconciler.Listen)
        .AddLoop<AggregationReconciler>(AggregationReconciler.Component, AggregationReconciler.Listen)
        .AddLoop<DeploymentReconciler>(DeploymentReconciler.Component, DeploymentReconciler.Listen, workers: 2)
        .AddLoop<ReplicaSetReconciler>(ReplicaSetReconciler.Component, ReplicaSetReconciler.Listen, workers: 2)
        .AddLoop<ReplicationControllerReconciler>(ReplicationControllerReconciler.Component, ReplicationControllerReconciler.Listen)
        .AddLoop<StatefulSetReconciler>(StatefulSetReconciler.Component, StatefulSetReconciler.Listen)
        .AddLoop<DaemonSetReconciler>(DaemonSetReconciler.Component, DaemonSetReconciler.Listen)
        .AddLoop<CronJobReconciler>(CronJobReconciler.Component, CronJobReconciler.Listen)
        .AddLoop<JobReconciler>(JobReconciler.Component, JobReconciler.Listen, workers: 2)
        .AddLoop<FinishedJobReconciler>(FinishedJobReconciler.Component, FinishedJobReconciler.Listen)
        .AddLoop<AutoscalerReconciler>(AutoscalerReconciler.Component, AutoscalerReconciler.Listen)
        .AddLoop<ClaimReconciler>(ClaimReconciler.Component, ClaimReconciler.Listen)
        .AddLoop<EphemeralVolumeReconciler>(EphemeralVolumeReconciler.Component, EphemeralVolumeReconciler.Listen)
        .AddLoop<VolumeReconciler>(VolumeReconciler.Component, VolumeReconciler.Listen)
        .AddLoop<EndpointSliceReconciler>(EndpointSliceReconciler.Component, EndpointSliceReconciler.Listen, workers: 2)
        .AddLoop<EndpointSliceMirror>(EndpointSliceMirror.Component, EndpointSliceMirror.Listen)
        .AddLoop<EndpointsReconciler>(EndpointsReconciler.Component, EndpointsReconciler.Listen)
        .AddLoop<IngressReconciler>(IngressReconciler.Component, IngressReconciler.Listen)
        .AddLoop<GatewayReconciler>(GatewayReconciler.Component, GatewayReconciler.Listen)
        .AddLoop<NodeLifecycleReconciler>(NodeLifecycleReconciler.Component, NodeLifecycleReconciler.Listen)
        .AddLoop<TaintEvictionReconciler>(TaintEvictionReconciler.Component, TaintEvictionReconciler.Listen)
        .AddLoop<PodGarbageReconciler>(PodGarbageReconciler.Component, PodGarbageReconciler.Listen)
        .AddLoop<QuotaReconciler>(QuotaReconciler.Component, QuotaReconciler.Listen)
        .AddLoop<DisruptionReconciler>(DisruptionReconciler.Component, DisruptionReconciler.Listen)
        .AddLoop<GarbageCollector>(GarbageCollector.Component, GarbageCollector.Listen, workers: 2)
        .AddLoop<NamespaceDeletionReconciler>(NamespaceDeletionReconciler.Component, NamespaceDeletionReconciler.Listen)
        .AddLoop<EventExpiryReconciler>(EventExpiryReconciler.Component, EventExpiryReconciler.Listen);

    /// <summary>What every loop stands on; the recorder starts first and stops last, so that the last events are written.</summary>
    public static IServiceCollection AddLoopFrame(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddMetrics();
        services.AddSingleton<LoopTelemetry>();
        services.AddSingleton<EventRecorder>();
        services.AddSingleton<IEventRecorder>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<EventRecorder>());
        services.AddSingleton<InformerSet>();
        services.AddSingleton(typeof(Informer<>));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredService<InformerSet>());
        return services;
    }

    /// <summary>Runs one loop.</summary>
    /// <param name="listen">Names the events that mean a pass.</param>
    /// <param name="workers">Passes for different keys that may run at the same time.</param>
    public static IServiceCollection AddLoop<T>(this IServiceCollection services, string name, Action<LoopSources> listen, int workers = 1)
        where T : class, IReconciler =>
        services.AddSingleton<IHostedService>(provider =>
        {
            var sources = new LoopSources(provider);
            listen(sources);
            var loop = new Loop(name, ActivatorUtilities.CreateInstance<T>(provider), sources.All, workers);
            return new LoopRunner(
                loop, provider.GetRequiredService<LoopTelemetry>(), provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<ILogger<LoopRunner>>());
        });
}
