using System.Runtime.CompilerServices;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Quotas;

/// <summary>What an object takes of a quota, and what all objects of a namespace take together.</summary>
internal static class QuotaUsage
{
    private const string StorageClassPart = ".storageclass.storage.k8s.io/";

    private static readonly HashSet<string> CountedByName =
        [.. new[] { "configmaps", "secrets", "services", "replicationcontrollers", "resourcequotas", "persistentvolumeclaims", "pods" }];

    // An object never changes; what it takes is reckoned once, and forgotten with it.
    private static readonly ConditionalWeakTable<StoredObject, ResourceAmounts> Known = [];

    /// <summary>Whether objects of the kind count for the resource.</summary>
    public static bool Concerns(ResourceKind kind, string resource) =>
        resource == $"count/{kind.GroupResource}"
        || (kind.Group.Length == 0 && resource == kind.Plural && CountedByName.Contains(resource))
        || (ReferenceEquals(kind, KindTable.Pod) && resource != "requests.storage" && (QuotaResources.IsCompute(resource) || resource.StartsWith("requests.", StringComparison.Ordinal)))
        || (ReferenceEquals(kind, KindTable.Service) && resource is "services.nodeports" or "services.loadbalancers")
        || (ReferenceEquals(kind, KindTable.PersistentVolumeClaim) && (resource == "requests.storage" || resource.Contains(StorageClassPart, StringComparison.Ordinal)));

    public static ResourceAmounts Of(StoredObject item) => Known.GetValue(item, Reckon);

    /// <summary>What is used of the quota's resources, those that nobody uses included.</summary>
    /// <param name="list">The objects of a kind in the quota's namespace.</param>
    public static ResourceAmounts Total(V1ResourceQuota quota, IEnumerable<ResourceKind> kinds, Func<ResourceKind, IEnumerable<StoredObject>> list, DateTimeOffset now)
    {
        var hard = (quota.Spec?.Hard ?? new Dictionary<string, ResourceQuantity>()).Keys.ToList();
        var total = new ResourceAmounts();
        foreach (var name in hard)
        {
            total[name] = Amount.Zero;
        }

        foreach (var kind in kinds.Where(kind => hard.Exists(name => Concerns(kind, name))))
        {
            foreach (var item in list(kind).Where(item => QuotaScopes.Fit(quota, item)))
            {
                total.Add(Of(item).Where(used => total.ContainsKey(used.Key) && (used.Key.StartsWith("count/", StringComparison.Ordinal) || IsAlive(item, now))));
            }
        }

        return total;
    }

    /// <summary>A pod that has ended, or should have long ago, is only an object any more.</summary>
    private static bool IsAlive(StoredObject item, DateTimeOffset now)
    {
        if (!ReferenceEquals(item.Kind, KindTable.Pod))
        {
            return true;
        }

        var pod = item.As<V1Pod>();
        return pod.Status?.Phase is not ("Succeeded" or "Failed")
            && (pod.Metadata.DeletionTimestamp is not { } end || now.UtcDateTime <= end.AddSeconds(pod.Metadata.DeletionGracePeriodSeconds ?? 0));
    }

    private static ResourceAmounts Reckon(StoredObject item)
    {
        var amounts = new ResourceAmounts { [$"count/{item.Kind.GroupResource}"] = Amount.Count(1) };
        if (item.Kind.Group.Length == 0 && CountedByName.Contains(item.Kind.Plural))
        {
            amounts[item.Kind.Plural] = Amount.Count(1);
        }

        if (ReferenceEquals(item.Kind, KindTable.Pod))
        {
            AddPod(amounts, item.As<V1Pod>().Spec);
        }
        else if (ReferenceEquals(item.Kind, KindTable.Service))
        {
            AddService(amounts, item.As<V1Service>().Spec);
        }
        else if (ReferenceEquals(item.Kind, KindTable.PersistentVolumeClaim))
        {
            AddClaim(amounts, item.As<V1PersistentVolumeClaim>().Spec);
        }

        return amounts;
    }

    private static void AddPod(ResourceAmounts amounts, V1PodSpec spec)
    {
        foreach (var (name, amount) in PodResources.Requests(spec))
        {
            amounts[$"requests.{name}"] = amount;
            if (QuotaResources.IsCompute(name))
            {
                amounts[name] = amount;
            }
        }

        foreach (var (name, amount) in PodResources.Limits(spec).Where(limit => QuotaResources.IsCompute(limit.Key)))
        {
            amounts[$"limits.{name}"] = amount;
        }
    }

    private static void AddService(ResourceAmounts amounts, V1ServiceSpec spec)
    {
        var ports = spec.Ports ?? [];
        var nodePorts = spec.Type switch
        {
            "NodePort" => ports.Count,
            "LoadBalancer" when spec.AllocateLoadBalancerNodePorts == false => ports.Count(port => port.NodePort is > 0),
            "LoadBalancer" => ports.Count,
            _ => 0,
        };
        amounts["services.nodeports"] = Amount.Count(nodePorts);
        amounts["services.loadbalancers"] = Amount.Count(spec.Type == "LoadBalancer" ? 1 : 0);
    }

    private static void AddClaim(ResourceAmounts amounts, V1PersistentVolumeClaimSpec spec)
    {
        var size = spec.Resources?.Requests?.TryGetValue("storage", out var request) == true ? Amount.Of(request) : Amount.Zero;
        amounts["requests.storage"] = size;
        if (!string.IsNullOrEmpty(spec.StorageClassName))
        {
            amounts[$"{spec.StorageClassName}{StorageClassPart}requests.storage"] = size;
            amounts[$"{spec.StorageClassName}{StorageClassPart}persistentvolumeclaims"] = Amount.Count(1);
        }
    }
}
