using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Rules;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.Quotas;

/// <summary>Fills in what new containers may use where they say nothing, and holds pods and claims to the limits of their namespace.</summary>
internal sealed class LimitRanger(ObjectStore store)
{
    private const string Annotation = "kubernetes.io/limit-ranger";

    /// <summary>What new containers do not state, they get.</summary>
    public void Default(ResourceKind kind, ObjectKey key, JsonObject body)
    {
        if (!ReferenceEquals(kind, KindTable.Pod) || body.Obj("spec") is not { } spec)
        {
            return;
        }

        foreach (var range in RangesOf(key.Namespace))
        {
            var (limits, requests) = (new JsonObject(), new JsonObject());
            foreach (var item in range.Obj("spec").Items("limits").Where(item => item.Str("type") == "Container"))
            {
                DefaultAll(limits, item.Obj("default"));
                DefaultAll(requests, item.Obj("defaultRequest"));
            }

            var notes = spec.Items("containers").SelectMany(container => Complete(container, "container", requests, limits))
                .Concat(spec.Items("initContainers").SelectMany(container => Complete(container, "init container", requests, limits)))
                .ToList();
            if (notes.Count > 0)
            {
                body.Ensure("metadata").Ensure("annotations")[Annotation] = $"LimitRanger plugin set: {string.Join("; ", notes)}";
                body.Obj("status")?.Put("qosClass", QosClass.Of(spec));
            }
        }
    }

    /// <param name="old">The stored object; null for a new one. A pod's resources do not change.</param>
    /// <exception cref="StatusException">403: less or more than the namespace allows.</exception>
    public void Check(ResourceKind kind, ObjectKey key, JsonObject body, JsonObject? old)
    {
        var isPod = ReferenceEquals(kind, KindTable.Pod);
        if (!(isPod && old is null) && !ReferenceEquals(kind, KindTable.PersistentVolumeClaim))
        {
            return;
        }

        foreach (var range in RangesOf(key.Namespace))
        {
            var items = range.Obj("spec").Items("limits");
            var faults = (isPod ? items.SelectMany(item => LimitCheck.OfPod(item, body)) : items.SelectMany(item => LimitCheck.OfClaim(item, body.Obj("spec")))).Distinct().ToList();
            if (faults.Count > 0)
            {
                throw StatusErrors.Forbidden(kind, key.Name, faults.Count == 1 ? faults[0] : $"[{string.Join(", ", faults)}]");
            }
        }
    }

    private IEnumerable<JsonObject> RangesOf(string ns) => store.List(KindTable.LimitRange, ns).Items.Select(item => item.ToJson());

    private static void DefaultAll(JsonObject to, JsonObject? from)
    {
        foreach (var (name, value) in from ?? [])
        {
            to.Put(name, value);
        }
    }

    private static IEnumerable<string> Complete(JsonObject container, string what, JsonObject requests, JsonObject limits)
    {
        // Limits first: a request is never taken from a limit that comes from here.
        var setLimits = Fill(container, "limits", limits);
        var setRequests = Fill(container, "requests", requests);
        if (setRequests.Count > 0)
        {
            yield return $"{string.Join(", ", setRequests)} request for {what} {container.Str("name")}";
        }

        if (setLimits.Count > 0)
        {
            yield return $"{string.Join(", ", setLimits)} limit for {what} {container.Str("name")}";
        }
    }

    private static List<string> Fill(JsonObject container, string field, JsonObject defaults)
    {
        var missing = defaults.Where(pair => container.Obj("resources").Obj(field)?.ContainsKey(pair.Key) != true).Select(pair => pair.Key).Order(StringComparer.Ordinal).ToList();
        foreach (var name in missing)
        {
            container.Ensure("resources").Ensure(field).Put(name, defaults[name]);
        }

        return missing;
    }
}
