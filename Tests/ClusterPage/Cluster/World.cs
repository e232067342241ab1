using System.Collections.Immutable;
using System.Text.Json;
using Workshop.ClusterPage.Cluster.Narration;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Tests.Cluster;

/// <summary>A cluster as a test wants it, snapshot by snapshot; what happens between two of them is what is told.</summary>
internal sealed class World
{
    public const string Ns = "workshop";

    private ClusterSnapshot _now;
    private int _version;

    public World()
    {
        var at = DateTimeOffset.UnixEpoch;
        _now = new ClusterSnapshot(new ClusterConnection(ConnectionPhase.Connected, "https://cluster", "", ""), at)
        {
            Kinds = Enum.GetValues<WatchedKind>().ToImmutableDictionary(kind => kind, _ => KindState.Live),
        };
    }

    public ClusterSnapshot Now => _now;

    /// <summary>What the ribbon says of a change.</summary>
    public IReadOnlyList<string> Told(Action<World> change) => [.. Stories(change).Select(story => story.Text)];

    public IReadOnlyList<Story> Stories(Action<World> change)
    {
        var before = _now;
        change(this);
        return Narrator.Tell(before, _now);
    }

    public World With(Func<ClusterSnapshot, ClusterSnapshot> change)
    {
        _now = change(_now);
        return this;
    }

    public World Node(string name, string ready = "True", bool cordoned = false, bool off = false, string reason = "", bool isEmbedded = true) => Put(WatchedKind.Nodes, $$"""
        {"metadata":{{Meta(name, "", annotations: off ? """{"workshop.dev/power":"off"}""" : "{}")}},
         "spec":{"unschedulable":{{Text(cordoned)}},"providerID":"{{(isEmbedded ? "workshop" : "gce")}}://{{name}}"},"status":{"conditions":[{"type":"Ready","status":"{{ready}}","reason":"{{reason}}"}]} }
        """);

    public World Deployment(string name, int replicas, string image = "hello:1", int revision = 1, bool paused = false, bool settled = false, string strategy = "RollingUpdate", string? stuck = null, int ready = 0, int generation = 1) => Put(WatchedKind.Deployments, $$"""
        {"metadata":{{Meta(name, Ns, annotations: $$"""{"deployment.kubernetes.io/revision":"{{revision}}"}""", generation: generation)}},
         "spec":{"replicas":{{replicas}},"paused":{{Text(paused)}},"strategy":{"type":"{{strategy}}"},"selector":{"matchLabels":{"app":"{{name}}"} },
           "template":{"metadata":{"labels":{"app":"{{name}}"} },"spec":{"containers":[{"name":"{{name}}","image":"{{image}}"}]} } },
         "status":{"observedGeneration":{{(settled ? generation : 0)}},"replicas":{{(settled ? replicas : 0)}},"updatedReplicas":{{(settled ? replicas : 0)}},"availableReplicas":{{(settled ? replicas : 0)}},"readyReplicas":{{(settled ? replicas : ready)}},
           "conditions":[{"type":"Progressing","status":"{{(stuck is null ? "True" : "False")}}","message":"{{stuck}}"}]} }
        """);

    public World Set(string name, string deployment, int replicas, string image = "hello:1", int revision = 1) => Put(WatchedKind.ReplicaSets, $$"""
        {"metadata":{{Meta(name, Ns, owner: ("Deployment", deployment), annotations: $$"""{"deployment.kubernetes.io/revision":"{{revision}}"}""")}},
         "spec":{"replicas":{{replicas}},"selector":{"matchLabels":{"app":"{{deployment}}"} },"template":{"spec":{"containers":[{"name":"{{deployment}}","image":"{{image}}"}]} } } }
        """);

    public World Pod(
        string name, string? set = null, string app = "hello", string node = "", bool ready = false, bool leaving = false, string phase = "Running", string labels = "", string waiting = "", int restarts = 0, string image = "hello:1", string unschedulable = "") => Put(WatchedKind.Pods, $$"""
        {"metadata":{{Meta(name, Ns, owner: set is null ? null : ("ReplicaSet", set), labels: $$"""{"app":"{{app}}"{{(labels.Length > 0 ? "," + labels : "")}}}""", leaving: leaving)}},
         "spec":{"nodeName":"{{node}}","containers":[{"name":"hello","image":"{{image}}"}]},
         "status":{"phase":"{{phase}}","conditions":[{"type":"Ready","status":"{{ready}}"}{{(unschedulable.Length > 0 ? $$""",{"type":"PodScheduled","status":"False","reason":"Unschedulable","message":"{{unschedulable}}"}""" : "")}}],
           "containerStatuses":[{"name":"hello","ready":{{Text(ready)}},"restartCount":{{restarts}},"state":{{(waiting.Length > 0 ? $$"""{"waiting":{"reason":"{{waiting}}","message":"not found"} }""" : """{"running":{}}""")}}{{(restarts > 0 ? ""","lastState":{"terminated":{"exitCode":1} }""" : "")}}}]} }
        """);

    public World Service(string name, string selector = "\"app\":\"hello\"") => Put(WatchedKind.Services, $$"""
        {"metadata":{{Meta(name, Ns)}},"spec":{"type":"ClusterIP","clusterIP":"10.0.0.1","selector":{ {{selector}} },"ports":[{"port":80,"targetPort":8080}]} }
        """);

    public World Endpoints(string service, params (string Pod, bool IsReady)[] endpoints) => Put(WatchedKind.EndpointSlices, $$"""
        {"metadata":{{Meta(service + "-x", Ns, labels: $$"""{"kubernetes.io/service-name":"{{service}}"}""")}},"addressType":"IPv4",
         "endpoints":[{{string.Join(',', endpoints.Select(one => $$"""{"addresses":["10.1.0.1"],"conditions":{"ready":{{Text(one.IsReady)}}},"targetRef":{"kind":"Pod","name":"{{one.Pod}}"} }"""))}}]}
        """);

    public World Namespace(string name, bool leaving = false) => Put(WatchedKind.Namespaces, $$"""{"metadata":{{Meta(name, "", leaving: leaving)}} }""");

    public World Gone(WatchedKind kind, string name)
    {
        var table = Table(kind);
        var gone = table.Shape(JsonDocument.Parse($$"""{"metadata":{{Meta(name, kind is WatchedKind.Nodes or WatchedKind.Namespaces ? "" : Ns)}} }""").RootElement);
        return With(now => table.Remove(now, gone));
    }

    private World Put(WatchedKind kind, string json)
    {
        var table = Table(kind);
        return With(now => table.Put(now, table.Shape(JsonDocument.Parse(json).RootElement)));
    }

    private string Meta(string name, string ns, (string Kind, string Name)? owner = null, string annotations = "{}", string labels = "{}", bool leaving = false, int generation = 0) => $$"""
        {"name":"{{name}}","namespace":"{{ns}}","uid":"u-{{name}}","resourceVersion":"{{++_version}}","generation":{{generation}},"annotations":{{annotations}},"labels":{{labels}}
         {{(leaving ? ""","deletionTimestamp":"2026-01-01T00:00:00Z" """ : "")}}
         {{(owner is { } by ? $$""","ownerReferences":[{"kind":"{{by.Kind}}","name":"{{by.Name}}","uid":"u-{{by.Name}}","controller":true}]""" : "")}} }
        """;

    private static IWatchedTable Table(WatchedKind kind) => WatchedTables.All.Single(table => table.Kind == kind);

    private static string Text(bool value) => value ? "true" : "false";
}
