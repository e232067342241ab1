using System.Collections.Concurrent;
using System.Net;
using System.Runtime.CompilerServices;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using k8s;
using k8s.Models;
using Workshop.Hosting.Kube;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Running;

/// <summary>An API without a cluster behind it: what loops and nodes would do, the test does.</summary>
internal sealed class FakeKubernetesApi : IKubernetesApi
{
    private readonly Lock _lock = new();
    private readonly Dictionary<(string Kind, string Name), IKubernetesObject<V1ObjectMeta>> _objects = [];
    private readonly List<Action<string, IKubernetesObject<V1ObjectMeta>, bool>> _watchers = [];
    private int _uid;

    /// <summary>What was asked for, in order: <c>create Deployment redis</c>, <c>delete Service gateway</c>.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    public string Log { get; set; } = "";

    public Task<JsonObject> CreateAsync(string? ns, JsonObject body, CancellationToken ct)
    {
        var kind = body["kind"]!.GetValue<string>();
        var typed = Typed(kind, body.ToJsonString());
        Requests.Enqueue($"create {kind} {typed.Metadata.Name}");
        lock (_lock)
        {
            if (_objects.ContainsKey((kind, typed.Metadata.Name)))
            {
                throw new KubernetesApiException(HttpStatusCode.Conflict, "AlreadyExists", $"{kind} \"{typed.Metadata.Name}\" already exists");
            }
        }

        typed.Metadata.Uid = $"uid-{Interlocked.Increment(ref _uid)}";
        typed.Metadata.Generation = 1;
        Put(typed);
        return Task.FromResult(body);
    }

    public Task<IReadOnlyList<V1ObjectMeta>> ListAsync(ApiResource resource, string ns, string selector, CancellationToken ct)
    {
        var label = selector.Split('=');
        lock (_lock)
        {
            return Task.FromResult<IReadOnlyList<V1ObjectMeta>>(
                [.. _objects.Where(pair => pair.Key.Kind == resource.Kind && pair.Value.GetLabel(label[0]) == label[1]).Select(pair => pair.Value.Metadata)]);
        }
    }

    public Task DeleteAsync(ApiResource resource, string? ns, V1ObjectMeta metadata, CancellationToken ct)
    {
        Requests.Enqueue($"delete {resource.Kind} {metadata.Name} {metadata.Uid}");
        Remove(resource.Kind, metadata.Name);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<ObjectChange<T>> WatchAsync<T>(string? ns, string? selector, [EnumeratorCancellation] CancellationToken ct)
        where T : class, IKubernetesObject<V1ObjectMeta>
    {
        var changes = Channel.CreateUnbounded<ObjectChange<T>>();
        lock (_lock)
        {
            changes.Writer.TryWrite(new ObjectChange<T>.Listed([.. _objects.Values.OfType<T>()]));
            _watchers.Add((_, item, isGone) =>
            {
                if (item is T match)
                {
                    changes.Writer.TryWrite(isGone ? new ObjectChange<T>.Gone(match) : new ObjectChange<T>.Present(match));
                }
            });
        }

        await foreach (var change in changes.Reader.ReadAllAsync(ct))
        {
            yield return change;
        }
    }

    public Task<string> ReadLogAsync(string ns, string pod, string container, bool previous, int tailLines, CancellationToken ct) => Task.FromResult(Log);

    public async IAsyncEnumerable<string> FollowLogAsync(string ns, string pod, string container, bool previous, DateTimeOffset? since, int tailLines, [EnumeratorCancellation] CancellationToken ct)
    {
        await Task.Yield();
        foreach (var line in Log.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            yield return line;
        }
    }

    public Task<JsonObject> GetAsync(string path, CancellationToken ct)
    {
        Requests.Enqueue($"get {path}");
        return Task.FromResult(new JsonObject());
    }

    public Task PatchAsync(ApiResource resource, string? ns, string name, JsonObject patch, CancellationToken ct)
    {
        Requests.Enqueue($"patch {resource.Kind} {name} {patch.ToJsonString()}");
        return Task.CompletedTask;
    }

    public Task ReplaceAsync(ApiResource resource, string? ns, string name, JsonObject body, CancellationToken ct)
    {
        Requests.Enqueue($"replace {resource.Kind} {name}");
        return Task.CompletedTask;
    }

    public Task<AppliedObject> ApplyAsync(ApiResource resource, string? ns, string name, JsonObject body, string manager, CancellationToken ct)
    {
        Requests.Enqueue($"apply {resource.Kind} {name}");
        return Task.FromResult(new AppliedObject(new V1ObjectMeta { Name = name }, IsNew: true));
    }

    public Task<string> SendAsync(HttpMethod method, string path, CancellationToken ct)
    {
        Requests.Enqueue($"{method} {path}");
        return Task.FromResult("");
    }

    public void Dispose()
    {
    }

    public void Put(IKubernetesObject<V1ObjectMeta> item)
    {
        lock (_lock)
        {
            _objects[(item.Kind, item.Metadata.Name)] = item;
            _watchers.ForEach(watcher => watcher(item.Kind, item, false));
        }
    }

    public void Remove(string kind, string name)
    {
        lock (_lock)
        {
            if (_objects.Remove((kind, name), out var item))
            {
                _watchers.ForEach(watcher => watcher(kind, item, true));
            }
        }
    }

    public bool Has(string kind, string name)
    {
        lock (_lock)
        {
            return _objects.ContainsKey((kind, name));
        }
    }

    /// <summary>Does what loops and nodes do until all pods of a Deployment or StatefulSet are Ready and its Service has endpoints.</summary>
    public void MakeReady(string name)
    {
        Put(Pod(name, phase: "Running"));
        Put(new V1EndpointSlice
        {
            ApiVersion = "discovery.k8s.io/v1",
            Kind = "EndpointSlice",
            Metadata = new V1ObjectMeta { Name = $"{name}-slice", Labels = new Dictionary<string, string> { ["kubernetes.io/service-name"] = name } },
            AddressType = "IPv4",
            Endpoints = [new V1Endpoint { Addresses = ["127.1.2.3"], Conditions = new V1EndpointConditions { Ready = true } }],
        });
        Put(Ready(Workload(name)));
    }

    private IKubernetesObject<V1ObjectMeta> Workload(string name)
    {
        lock (_lock)
        {
            return _objects.GetValueOrDefault(("Deployment", name)) ?? _objects[("StatefulSet", name)];
        }
    }

    private static IKubernetesObject<V1ObjectMeta> Ready(IKubernetesObject<V1ObjectMeta> workload)
    {
        // A copy: who was shown the object before keeps what he saw.
        var ready = Typed(workload.Kind, KubernetesJson.Serialize(workload));
        switch (ready)
        {
            case V1Deployment deployment:
                var replicas = deployment.Spec.Replicas ?? 1;
                deployment.Status = new V1DeploymentStatus { ObservedGeneration = 1, Replicas = replicas, UpdatedReplicas = replicas, ReadyReplicas = replicas };
                break;
            case V1StatefulSet set:
                var pods = set.Spec.Replicas ?? 1;
                set.Status = new V1StatefulSetStatus { ObservedGeneration = 1, Replicas = pods, UpdatedReplicas = pods, ReadyReplicas = pods };
                break;
        }

        return ready;
    }

    public static V1Pod Pod(string resource, string phase, V1ContainerStatus? container = null) => new()
    {
        ApiVersion = "v1",
        Kind = "Pod",
        Metadata = new V1ObjectMeta { Name = $"{resource}-1", Labels = new Dictionary<string, string> { [ObjectLabels.Name] = resource } },
        Status = new V1PodStatus { Phase = phase, ContainerStatuses = container is null ? null : [container] },
    };

    private static IKubernetesObject<V1ObjectMeta> Typed(string kind, string json) => kind switch
    {
        "Namespace" => KubernetesJson.Deserialize<V1Namespace>(json),
        "Secret" => KubernetesJson.Deserialize<V1Secret>(json),
        "ConfigMap" => KubernetesJson.Deserialize<V1ConfigMap>(json),
        "ServiceAccount" => KubernetesJson.Deserialize<V1ServiceAccount>(json),
        "Service" => KubernetesJson.Deserialize<V1Service>(json),
        "Deployment" => KubernetesJson.Deserialize<V1Deployment>(json),
        "StatefulSet" => KubernetesJson.Deserialize<V1StatefulSet>(json),
        "PodDisruptionBudget" => KubernetesJson.Deserialize<V1PodDisruptionBudget>(json),
        "NetworkPolicy" => KubernetesJson.Deserialize<V1NetworkPolicy>(json),
        _ => throw new InvalidOperationException($"The fake API knows no {kind}."),
    };
}
