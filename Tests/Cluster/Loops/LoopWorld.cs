using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Loops;

/// <summary>A registry of its own for one reconciler: objects in, one pass, and the list of what it wrote.</summary>
internal sealed partial class LoopWorld : IDisposable
{
    private readonly TestRegistry _registry = new();

    public IObjectRegistry Objects => _registry.Objects;

    public IClusterClient Client => _registry.Client;

    public Microsoft.Extensions.Time.Testing.FakeTimeProvider Time => _registry.Time;

    public RecordedEvents Events { get; } = new();

    public T Create<T>(T item)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        item.Metadata.NamespaceProperty ??= KindTable.Of<T>().IsNamespaced ? "default" : null;
        return Client.Create(item);
    }

    /// <summary>Creates from JSON, as a user's file would.</summary>
    public T Create<T>(string json)
        where T : class, IKubernetesObject<V1ObjectMeta> => Create(KubernetesJson.Deserialize<T>(json));

    public T Get<T>(string name, string ns = "default")
        where T : class, IKubernetesObject<V1ObjectMeta> =>
        Client.Find<T>(ns, name) ?? throw new InvalidOperationException($"There is no {typeof(T).Name} '{name}'.");

    public IReadOnlyList<T> All<T>(string ns = "default")
        where T : class, IKubernetesObject<V1ObjectMeta> => Client.List<T>(ns);

    public void Change<T>(T item, Action<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var copy = Client.Copy(Get<T>(item.Metadata.Name, item.Metadata.NamespaceProperty));
        change(copy);
        Client.Update(copy);
    }

    public void ChangeStatus<T>(T item, Action<T> change)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var copy = Client.Copy(Get<T>(item.Metadata.Name, item.Metadata.NamespaceProperty));
        change(copy);
        Client.UpdateStatus(copy);
    }

    /// <summary>What the node would report of a pod.</summary>
    public void MakeReady(V1Pod pod, bool isReady = true, string address = "127.40.1.7") => ChangeStatus(pod, copy =>
    {
        copy.Status.Phase = "Running";
        copy.Status.PodIP = address;
        copy.Status.Conditions =
        [
            .. (copy.Status.Conditions ?? []).Where(condition => condition.Type != "Ready"),
            new V1PodCondition { Type = "Ready", Status = isReady ? "True" : "False", LastTransitionTime = Time.GetKubernetesNow() },
        ];
    });

    /// <summary>Puts a pod on a node without a scheduler.</summary>
    public void Bind(V1Pod pod, string node) => Objects.Update(
        KindTable.Pod, new ObjectKey(pod.Metadata.NamespaceProperty, pod.Metadata.Name), new JsonObject { ["target"] = new JsonObject { ["name"] = node } }, WriteOptions.Loop, "binding");

    /// <summary>Makes one pass.</summary>
    /// <returns>What it wrote, ordered, with generated suffixes as <c>*</c>: <c>create pods hello-*</c>.</returns>
    public IReadOnlyList<string> Pass(IReconciler reconciler, string name, string ns = "default")
    {
        var before = Versions();
        reconciler.ReconcileAsync(new ObjectKey(ns, name), CancellationToken.None).GetAwaiter().GetResult();
        return Compare(before, Versions());
    }

    public void Dispose() => _registry.Dispose();

    private Dictionary<(ResourceKind Kind, string Uid), StoredObject> Versions() =>
        Objects.Kinds.Current.Stored.SelectMany(kind => Objects.List(kind, null).Items).ToDictionary(item => (item.Kind, item.Uid));

    private static List<string> Compare(
        Dictionary<(ResourceKind Kind, string Uid), StoredObject> before, Dictionary<(ResourceKind Kind, string Uid), StoredObject> after) =>
    [
        .. before.Where(pair => !after.ContainsKey(pair.Key)).Select(pair => Line("delete", pair.Value))
            .Concat(after.Where(pair => !before.ContainsKey(pair.Key)).Select(pair => Line("create", pair.Value)))
            .Concat(after.Where(pair => before.TryGetValue(pair.Key, out var old) && old.ResourceVersion != pair.Value.ResourceVersion).Select(pair => Line("update", pair.Value)))
            .Order(StringComparer.Ordinal),
    ];

    private static string Line(string verb, StoredObject item) => $"{verb} {item.Kind.GroupResource} {Suffix().Replace(item.Key.Name, "-*")}";

    [GeneratedRegex("-[bcdfghjklmnpqrstvwxz2456789]{5,10}(-[bcdfghjklmnpqrstvwxz2456789]{5})?$")]
    private static partial Regex Suffix();
}
