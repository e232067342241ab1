using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Registry.PodSecurity;

/// <summary>Holds pods to the level that their namespace is labelled with, and warns of templates whose pods would be refused.</summary>
internal sealed class PodSecurityGate(ObjectStore store)
{
    /// <exception cref="StatusException">403: a pod breaks the enforced level.</exception>
    public void Check(ResourceKind kind, ObjectKey key, JsonObject body, WriteOptions options)
    {
        if (!kind.IsNamespaced || SpecOf(kind, body) is not { } spec || store.Find(KindTable.Namespace, ObjectKey.Cluster(key.Namespace))?.ToJson() is not { } ns)
        {
            return;
        }

        var enforced = SecurityLevel.Of(ns, SecurityLevel.Enforce);
        if (ReferenceEquals(kind, KindTable.Pod) && Violations(spec, enforced.Level) is { Count: > 0 } broken)
        {
            throw StatusErrors.Forbidden(kind, key.Name, $"violates PodSecurity {enforced}: {string.Join(", ", broken)}");
        }

        var wished = SecurityLevel.Of(ns, SecurityLevel.Warn);
        if (Violations(spec, wished.Level) is { Count: > 0 } found)
        {
            var warning = $"would violate PodSecurity {wished}: {string.Join(", ", found)}";
            if (!options.Warnings.IsReadOnly && !options.Warnings.Contains(warning))
            {
                options.Warnings.Add(warning);
            }
        }
    }

    internal static IReadOnlyList<string> Violations(JsonObject spec, string level) => level switch
    {
        "baseline" => [.. BaselineChecks.Run(spec, isOwn: true).OfType<string>()],
        "restricted" => [.. BaselineChecks.Run(spec, isOwn: false).Concat(RestrictedChecks.Run(spec)).OfType<string>()],
        _ => [],
    };

    private static JsonObject? SpecOf(ResourceKind kind, JsonObject body) =>
        ReferenceEquals(kind, KindTable.Pod) ? body.Obj("spec") : body.Obj("spec").Obj("template").Obj("spec");
}
