using System.Globalization;
using k8s.Models;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Loops.Autoscaling;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Tests.Loops.Autoscaling;

/// <summary>A Deployment 'web' whose pods and measures a test makes, and an autoscaler's loop to look at them.</summary>
internal sealed class ScaledWorld : IDisposable
{
    public const string Cpu60 = """{"type":"Resource","resource":{"name":"cpu","target":{"type":"Utilization","averageUtilization":60}}}""";

    private readonly Dictionary<string, PodUsage> _measures = [];
    private readonly AutoscalerReconciler _autoscaler;

    public ScaledWorld() => _autoscaler = new AutoscalerReconciler(World.Client, World.Objects, Usage, World.Events, new ClusterOptions { StateFolder = "unused" }, World.Time);

    public LoopWorld World { get; } = new();

    public UsageStore Usage { get; } = new();

    public int Replicas => World.Get<V1Deployment>("web").Spec.Replicas ?? 0;

    public V2HorizontalPodAutoscalerStatus Status => World.Get<V2HorizontalPodAutoscaler>("web").Status;

    public string[] Conditions => [.. Status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason}")];

    public V2HorizontalPodAutoscalerCondition Condition(string type) => Status.Conditions.Single(condition => condition.Type == type);

    public IReadOnlyList<string> Pass() => World.Pass(_autoscaler, "web");

    public Task<ReconcileResult> ReconcileAsync() => _autoscaler.ReconcileAsync(new ObjectKey("default", "web"), CancellationToken.None);

    /// <summary>As the next period.</summary>
    public IReadOnlyList<string> PassAfter(TimeSpan time)
    {
        World.Time.Advance(time);
        return Pass();
    }

    public void AddAutoscaler(int least, int most, string metrics = Cpu60, string behavior = "null") => World.Create<V2HorizontalPodAutoscaler>($$$"""
        {"metadata":{"name":"web"},"spec":{"scaleTargetRef":{"apiVersion":"apps/v1","kind":"Deployment","name":"web"},"minReplicas":{{{least}}},"maxReplicas":{{{most}}},"metrics":[{{{metrics}}}],"behavior":{{{behavior}}} } }
        """);

    public void AddWeb(int replicas) => World.Create<V1Deployment>(
        $$$"""{"metadata":{"name":"web"},"spec":{"replicas":{{{replicas}}},"selector":{"matchLabels":{"app":"web"} },"template":{"metadata":{"labels":{"app":"web"} },"spec":{"containers":[{"name":"c","image":"i:1"}]} } } }""");

    /// <summary>A pod of 'web' that has been ready for an hour.</summary>
    /// <param name="request">Processors; null: it requests nothing.</param>
    public V1Pod AddPod(string name, string? request = "100m")
    {
        var requests = request is null ? "" : $$"""{"requests":{"cpu":"{{request}}","memory":"64Mi"} }""";
        var pod = World.Create<V1Pod>(
            $$$"""{"metadata":{"name":"{{{name}}}","labels":{"app":"web"} },"spec":{"containers":[{"name":"c","image":"i:1","resources":{{{(requests.Length == 0 ? "{}" : requests)}}} }]} }""");
        SetReady(pod, isReady: true, TimeSpan.FromHours(1));
        return pod;
    }

    /// <param name="ago">Since when; the pod started a second earlier.</param>
    public void SetReady(V1Pod pod, bool isReady, TimeSpan ago) => World.ChangeStatus(pod, copy =>
    {
        var changedAt = World.Time.GetKubernetesNow() - ago;
        copy.Status.Phase = "Running";
        copy.Status.StartTime = changedAt - TimeSpan.FromSeconds(1);
        copy.Status.Conditions = [new V1PodCondition { Type = "Ready", Status = isReady ? "True" : "False", LastTransitionTime = changedAt }];
    });

    /// <summary>Measures one container over the last 15 s.</summary>
    public void Measure(V1Pod pod, int millicores, long bytes = 1024 * 1024, string container = "c")
    {
        _measures[pod.Metadata.Uid] = new PodUsage(World.Time.GetUtcNow(), TimeSpan.FromSeconds(15), [new ContainerUsage(container, millicores * 1_000_000L, bytes)]);
        Usage.Current = new UsageSnapshot(World.Time.GetUtcNow(), TimeSpan.FromSeconds(15), new Dictionary<string, PodUsage>(_measures), new Dictionary<string, ContainerUsage>());
    }

    /// <summary>So many pods, each using as much.</summary>
    public void AddMeasuredPods(int count, int millicores)
    {
        foreach (var number in Enumerable.Range(1, count))
        {
            Measure(AddPod(string.Create(CultureInfo.InvariantCulture, $"web-{number}")), millicores);
        }
    }

    public void Dispose() => World.Dispose();
}
