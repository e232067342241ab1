using System.Text.Json.Nodes;
using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.Quotas;

/// <summary>
/// Holds writes to the quotas of their namespace. What is used is read from the objects themselves, so nothing can leak; whoever calls holds
/// <see cref="Enter"/>'s scope until the object is stored, so that two writers cannot both take what is left.
/// </summary>
internal sealed class QuotaGate(ObjectStore store, TimeProvider time)
{
    private readonly Lock _gate = new();

    /// <summary>Nothing to wait for where there is no quota.</summary>
    public Lock.Scope Enter(string ns) => QuotasOf(ns).Count == 0 ? default : _gate.EnterScope();

    /// <param name="old">The stored object; null for a new one.</param>
    /// <exception cref="StatusException">403: a quota is spent, or does not know what the pod will use.</exception>
    public void Check(ResourceKind kind, ObjectKey key, JsonObject body, StoredObject? old)
    {
        if (!kind.IsNamespaced || QuotasOf(key.Namespace) is not { Count: > 0 } quotas)
        {
            return;
        }

        var item = new StoredObject(kind, key, "", 0, ObjectStore.Serialize(body));
        foreach (var quota in quotas.Where(quota => Hard(quota).Any(hard => QuotaUsage.Concerns(kind, hard.Key)) && QuotaScopes.Fit(quota, item)))
        {
            CheckStated(quota, item, old);
            CheckRoom(quota, item, old);
        }
    }

    private List<V1ResourceQuota> QuotasOf(string ns) => [.. store.List(KindTable.ResourceQuota, ns).Items.Select(item => item.As<V1ResourceQuota>())];

    private static IDictionary<string, ResourceQuantity> Hard(V1ResourceQuota quota) => quota.Spec?.Hard ?? new Dictionary<string, ResourceQuantity>();

    /// <summary>A quota of cpu or memory cannot count a container that says nothing of it.</summary>
    private static void CheckStated(V1ResourceQuota quota, StoredObject item, StoredObject? old)
    {
        if (old is not null || !ReferenceEquals(item.Kind, KindTable.Pod))
        {
            return;
        }

        var spec = item.As<V1Pod>().Spec;
        var missing = QuotaResources.MustBeStated.Where(Hard(quota).ContainsKey)
            .Select(resource => (Resource: resource, Containers: spec.Containers.Concat(spec.InitContainers ?? []).Where(container => !States(container, resource)).Select(container => container.Name).Distinct().Order(StringComparer.Ordinal).ToList()))
            .Where(resource => resource.Containers.Count > 0)
            .Select(resource => $"{resource.Resource} for: {string.Join(',', resource.Containers)}")
            .ToList();
        if (missing.Count > 0)
        {
            throw StatusErrors.Forbidden(item.Kind, item.Key.Name, $"failed quota: {quota.Metadata.Name}: must specify {string.Join("; ", missing)}");
        }
    }

    private static bool States(V1Container container, string resource) => resource.Split('.', 2) switch
    {
        ["limits", var name] => container.Resources?.Limits?.ContainsKey(name) == true,
        [.., var name] => container.Resources?.Requests?.ContainsKey(name) == true,
        [] => false,
    };

    private void CheckRoom(V1ResourceQuota quota, StoredObject item, StoredObject? old)
    {
        var before = old is not null && QuotaScopes.Fit(quota, old) ? QuotaUsage.Of(old) : [];
        var hard = Hard(quota);
        var wanted = QuotaUsage.Of(item)
            .Where(amount => hard.ContainsKey(amount.Key))
            .Select(amount => (amount.Key, More: amount.Value with { Value = amount.Value.Value - before.At(amount.Key).Value }))
            .Where(amount => amount.More.Value > 0)
            .ToList();
        if (wanted.Count == 0)
        {
            return;
        }

        var used = QuotaUsage.Total(quota, store.Kinds.Current.Stored.Where(kind => kind.IsNamespaced), kind => store.List(kind, item.Key.Namespace).Items, time.GetUtcNow());
        var exceeded = wanted.Where(amount => used.At(amount.Key).Value + amount.More.Value > hard[amount.Key].ToDecimal()).ToList();
        if (exceeded.Count > 0)
        {
            var what = string.Join(',', exceeded.Select(amount => $"{amount.Key}={amount.More}"));
            var present = string.Join(',', exceeded.Select(amount => $"{amount.Key}={used.At(amount.Key)}"));
            var limit = string.Join(',', exceeded.Select(amount => $"{amount.Key}={hard[amount.Key]}"));
            throw StatusErrors.Forbidden(item.Kind, item.Key.Name, $"exceeded quota: {quota.Metadata.Name}, requested: {what}, used: {present}, limited: {limit}");
        }
    }
}
