using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Registry.Rules.Policy;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry;

/// <summary>Whether an object may be made or removed, whatever it contains.</summary>
internal sealed class Admission(ObjectStore store)
{
    private const string DefaultAccount = "default";

    private static readonly HashSet<string> ProtectedNamespaces = ["default", "kube-system", "kube-public"];

    /// <summary>An object needs a namespace that exists and is not being deleted.</summary>
    public void CheckCreate(ResourceKind kind, ObjectKey key)
    {
        if (!kind.IsNamespaced)
        {
            return;
        }

        var ns = store.Find(KindTable.Namespace, ObjectKey.Cluster(key.Namespace)) ?? throw StatusErrors.NotFound(KindTable.Namespace, key.Namespace);
        if (ns.ToJson().Obj("metadata").Str("deletionTimestamp") is not null)
        {
            throw StatusErrors.Forbidden(
                kind,
                key.Name,
                $"unable to create new content in namespace {key.Namespace} because it is being terminated",
                new JsonObject
                {
                    ["reason"] = "NamespaceTerminating",
                    ["message"] = $"namespace {key.Namespace} is being terminated",
                    ["field"] = "metadata.namespace",
                });
        }
    }

    /// <summary>A pod's account and priority must be known. The account "default" is taken on trust: its loop makes it in every namespace.</summary>
    public void CheckPod(ResourceKind kind, ObjectKey key, JsonObject body)
    {
        if (!ReferenceEquals(kind, KindTable.Pod))
        {
            return;
        }

        var account = body.Obj("spec").Str("serviceAccountName") ?? DefaultAccount;
        if (account != DefaultAccount && store.Find(KindTable.ServiceAccount, new ObjectKey(key.Namespace, account)) is null)
        {
            throw StatusErrors.Forbidden(kind, key.Name, $"error looking up service account {key.Namespace}/{account}: serviceaccount \"{account}\" not found");
        }

        SetPriority(kind, key, body.Obj("spec")!);
    }

    private void SetPriority(ResourceKind kind, ObjectKey key, JsonObject spec)
    {
        if (spec.Str("priorityClassName") is not { Length: > 0 } name)
        {
            if (DefaultPriority() is not { } common)
            {
                return;
            }

            spec["priorityClassName"] = name = common;
        }

        if (store.Find(KindTable.PriorityClass, ObjectKey.Cluster(name))?.ToJson() is { } priority)
        {
            spec["priority"] = priority.Int("value") ?? 0;
            spec["preemptionPolicy"] = priority.Str("preemptionPolicy") ?? "PreemptLowerPriority";
        }
        else if (!PriorityClassRules.System.ContainsKey(name))
        {
            throw StatusErrors.Forbidden(kind, key.Name, $"no PriorityClass with name {name} was found");
        }
    }

    /// <summary>Of several, the lowest: as in Kubernetes.</summary>
    private string? DefaultPriority() => store.List(KindTable.PriorityClass, null).Items
        .Select(item => item.ToJson())
        .Where(item => item.Flag("globalDefault") is true)
        .MinBy(item => item.Int("value") ?? 0)?
        .Obj("metadata").Str("name");

    /// <summary>What a new pod gets from other objects of its namespace. Without its ServiceAccount, which is made a moment after its namespace, it gets no token.</summary>
    public void CompletePod(ResourceKind kind, ObjectKey key, JsonObject body)
    {
        if (ReferenceEquals(kind, KindTable.Pod)
            && store.Find(KindTable.ServiceAccount, new ObjectKey(key.Namespace, body.Obj("spec").Str("serviceAccountName") ?? DefaultAccount)) is { } account)
        {
            AccountVolume.Add(body.Obj("spec")!, account.ToJson());
        }
    }

    /// <summary>A claim that names no class gets the default one; an empty name means none.</summary>
    public void CompleteClaim(ResourceKind kind, JsonObject body)
    {
        if (ReferenceEquals(kind, KindTable.PersistentVolumeClaim) && body.Obj("spec") is { } spec && spec["storageClassName"] is null
            && store.List(KindTable.StorageClass, null).Items.FirstOrDefault(IsDefault) is { } type)
        {
            spec["storageClassName"] = type.Key.Name;
        }
    }

    /// <summary>A claim grows only where its class says that its volumes can.</summary>
    public void CheckResize(ResourceKind kind, ObjectKey key, JsonObject body, JsonObject old)
    {
        if (!ReferenceEquals(kind, KindTable.PersistentVolumeClaim) || Size(body).Value <= Size(old).Value)
        {
            return;
        }

        if (store.Find(KindTable.StorageClass, ObjectKey.Cluster(body.Obj("spec").Str("storageClassName") ?? ""))?.ToJson().Flag("allowVolumeExpansion") is not true)
        {
            throw StatusErrors.Forbidden(kind, key.Name, "only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize");
        }
    }

    private static Amount Size(JsonObject claim) => ResourceAmounts.Of(claim.Obj("spec").Obj("resources").Obj("requests")).At("storage");

    private static bool IsDefault(StoredObject type) =>
        type.ToJson().Obj("metadata").Obj("annotations").Str("storageclass.kubernetes.io/is-default-class") == "true";

    public static void CheckDelete(ResourceKind kind, ObjectKey key)
    {
        if (ReferenceEquals(kind, KindTable.Namespace) && ProtectedNamespaces.Contains(key.Name))
        {
            throw StatusErrors.Forbidden(kind, key.Name, "this namespace may not be deleted");
        }

        if (ReferenceEquals(kind, KindTable.PriorityClass) && PriorityClassRules.System.ContainsKey(key.Name))
        {
            throw StatusErrors.Forbidden(kind, key.Name, "this is a system priority class and cannot be deleted");
        }
    }
}
