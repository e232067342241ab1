using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Discovery;

/// <summary>What this cluster serves, in both of Kubernetes' forms, made from one set of kinds when first asked for.</summary>
internal sealed class DiscoveryDocuments(KindSet kinds)
{
    private readonly ConcurrentDictionary<string, DiscoveryDocument> _made = new(StringComparer.Ordinal);

    private ILookup<string, ResourceKind> Groups { get; } = kinds.All.ToLookup(kind => kind.Group);

    /// <summary>Every resource in one answer.</summary>
    /// <param name="core">True: the core group (<c>/api</c>); false: all others (<c>/apis</c>).</param>
    /// <param name="version">v2 or v2beta1 of apidiscovery.k8s.io.</param>
    public DiscoveryDocument Aggregated(bool core, string version) => _made.GetOrAdd($"{core} {version}", _ => DiscoveryDocument.Of(new JsonObject
    {
        ["kind"] = "APIGroupDiscoveryList",
        ["apiVersion"] = $"apidiscovery.k8s.io/{version}",
        ["metadata"] = new JsonObject(),
        ["items"] = new JsonArray([.. Groups.Where(group => core == (group.Key.Length == 0)).Select(AggregatedGroup)]),
    }));

    /// <summary>The answer to <c>/</c>: where something answers.</summary>
    public DiscoveryDocument Index() => _made.GetOrAdd("index", _ => DiscoveryDocument.Of(new JsonObject
    {
        ["paths"] = List(kinds.All.SelectMany(kind => kind.Group.Length == 0 ? [$"/api/{kind.Version}"] : new[] { $"/apis/{kind.Group}", $"/apis/{kind.ApiVersion}" })
            .Concat(["/api", "/apis", "/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version"])
            .Concat(HealthEndpoints.Checks)
            .Distinct()
            .Order(StringComparer.Ordinal)),
    }));

    /// <summary>The legacy answer to <c>/api</c>.</summary>
    public DiscoveryDocument Versions() => _made.GetOrAdd("versions", _ => DiscoveryDocument.Of(new JsonObject
    {
        ["kind"] = "APIVersions",
        ["versions"] = new JsonArray("v1"),
        ["serverAddressByClientCIDRs"] = new JsonArray(),
    }));

    /// <summary>The legacy answer to <c>/apis</c>.</summary>
    public DiscoveryDocument GroupList() => _made.GetOrAdd("groups", _ => DiscoveryDocument.Of(new JsonObject
    {
        ["kind"] = "APIGroupList",
        ["apiVersion"] = "v1",
        ["groups"] = new JsonArray([.. Groups.Where(group => group.Key.Length > 0).Select(LegacyGroup)]),
    }));

    /// <summary>The legacy answer to <c>/apis/G</c>, or null.</summary>
    public DiscoveryDocument? Group(string name)
    {
        if (name.Length == 0 || !Groups.Contains(name))
        {
            return null;
        }

        return _made.GetOrAdd($"group {name}", _ =>
        {
            var group = LegacyGroup(Groups.First(group => group.Key == name));
            group.Insert(0, "kind", "APIGroup");
            group.Insert(1, "apiVersion", "v1");
            return DiscoveryDocument.Of(group);
        });
    }

    /// <summary>The legacy answer to <c>/api/v1</c> and <c>/apis/G/V</c>, or null.</summary>
    public DiscoveryDocument? Resources(string group, string version)
    {
        var rows = kinds.All.Where(kind => kind.Group == group && kind.Version == version).ToList();
        return rows.Count == 0 ? null : _made.GetOrAdd($"resources {group}/{version}", _ => DiscoveryDocument.Of(new JsonObject
        {
            ["kind"] = "APIResourceList",
            ["apiVersion"] = "v1",
            ["groupVersion"] = rows[0].ApiVersion,
            ["resources"] = new JsonArray([.. rows.SelectMany(LegacyResources).OrderBy(resource => (string?)resource["name"], StringComparer.Ordinal)]),
        }));
    }

    private static JsonObject AggregatedGroup(IGrouping<string, ResourceKind> group)
    {
        var metadata = new JsonObject { ["creationTimestamp"] = null };
        if (group.Key.Length > 0)
        {
            metadata.Insert(0, "name", group.Key);
        }

        var versions = group.GroupBy(kind => kind.Version).Select(version => (JsonNode)new JsonObject
        {
            ["version"] = version.Key,
            ["resources"] = new JsonArray([.. version.OrderBy(kind => kind.Plural, StringComparer.Ordinal).Select(AggregatedResource)]),
            ["freshness"] = "Current",
        });
        return new JsonObject { ["metadata"] = metadata, ["versions"] = new JsonArray([.. versions]) };
    }

    private static JsonObject AggregatedResource(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["resource"] = kind.Plural,
            ["responseKind"] = ResponseKind(kind.Group, kind.Version, kind.Kind),
            ["scope"] = kind.IsNamespaced ? "Namespaced" : "Cluster",
            ["singularResource"] = kind.Singular,
            ["verbs"] = List(kind.Verbs),
        };
        AddNames(resource, kind);
        if (kind.Subresources.Count > 0)
        {
            resource["subresources"] = new JsonArray([.. kind.Subresources.Order(StringComparer.Ordinal).Select(name => DiscoverySubresource.Of(kind, name)).Select(part => new JsonObject
            {
                ["subresource"] = part.Name,
                ["responseKind"] = ResponseKind(part.Version.Length > 0 ? part.Group : kind.Group, part.Version.Length > 0 ? part.Version : kind.Version, part.Kind),
                ["verbs"] = List(part.Verbs),
            })]);
        }

        return resource;
    }

    private static JsonObject LegacyGroup(IGrouping<string, ResourceKind> group)
    {
        var versions = group.Select(kind => kind.Version).Distinct().Select(version => new JsonObject { ["groupVersion"] = $"{group.Key}/{version}", ["version"] = version }).ToList();
        return new JsonObject { ["name"] = group.Key, ["versions"] = new JsonArray([.. versions]), ["preferredVersion"] = versions[0].DeepClone() };
    }

    private static IEnumerable<JsonObject> LegacyResources(ResourceKind kind)
    {
        var resource = new JsonObject
        {
            ["name"] = kind.Plural,
            ["singularName"] = kind.Singular,
            ["namespaced"] = kind.IsNamespaced,
            ["kind"] = kind.Kind,
            ["verbs"] = List(kind.Verbs),
        };
        AddNames(resource, kind);
        yield return resource;
        foreach (var part in kind.Subresources.Select(name => DiscoverySubresource.Of(kind, name)))
        {
            var subresource = new JsonObject { ["name"] = $"{kind.Plural}/{part.Name}", ["singularName"] = "", ["namespaced"] = kind.IsNamespaced };
            if (part.Version.Length > 0)
            {
                subresource["group"] = part.Group;
                subresource["version"] = part.Version;
            }

            subresource["kind"] = part.Kind;
            subresource["verbs"] = List(part.Verbs);
            yield return subresource;
        }
    }

    private static void AddNames(JsonObject resource, ResourceKind kind)
    {
        if (kind.ShortNames.Count > 0)
        {
            resource["shortNames"] = List(kind.ShortNames);
        }

        if (kind.Categories.Count > 0)
        {
            resource["categories"] = List(kind.Categories);
        }
    }

    private static JsonObject ResponseKind(string group, string version, string kind) => new() { ["group"] = group, ["version"] = version, ["kind"] = kind };

    private static JsonArray List(IEnumerable<string> items) => new([.. items.Select(item => JsonValue.Create(item))]);
}
