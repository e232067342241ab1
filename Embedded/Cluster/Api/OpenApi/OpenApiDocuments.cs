using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.OpenApi;

/// <summary>
/// OpenAPI v3 by group and version: the paths with their operations and query options, by which <c>kubectl apply</c> learns that this server checks
/// fields itself. Patches name no body: kubectl then computes them from its own types, which know every built-in kind.
/// </summary>
internal sealed class OpenApiDocuments
{
    private readonly KindSet _kinds;
    private readonly ConcurrentDictionary<string, DiscoveryDocument> _made = new(StringComparer.Ordinal);
    private readonly Lazy<DiscoveryDocument> _index;

    public OpenApiDocuments(KindSet kinds)
    {
        _kinds = kinds;
        _index = new Lazy<DiscoveryDocument>(Index);
        Names = [.. kinds.All.Select(NameOf).Distinct(), "version"];
    }

    public IReadOnlyList<string> Names { get; }

    /// <summary>Where each document is, with a hash of its content: a client keeps it for ever and asks anew under another hash.</summary>
    public DiscoveryDocument IndexDocument => _index.Value;

    /// <param name="name">Such as <c>api/v1</c> or <c>apis/apps/v1</c>.</param>
    public DiscoveryDocument? Find(string name) => Names.Contains(name) ? _made.GetOrAdd(name, Make) : null;

    private static string NameOf(ResourceKind kind) => kind.Group.Length == 0 ? $"api/{kind.Version}" : $"apis/{kind.Group}/{kind.Version}";

    private DiscoveryDocument Index()
    {
        var paths = new JsonObject();
        foreach (var name in Names)
        {
            paths[name] = new JsonObject { ["serverRelativeURL"] = $"/openapi/v3/{name}?hash={Find(name)!.Hash}" };
        }

        return DiscoveryDocument.Of(new JsonObject { ["paths"] = paths });
    }

    private DiscoveryDocument Make(string name)
    {
        var paths = new JsonObject();
        foreach (var kind in _kinds.All.Where(kind => NameOf(kind) == name))
        {
            OpenApiPaths.Add(paths, $"/{name}", kind);
        }

        if (name == "version")
        {
            paths["/version/"] = new JsonObject { ["get"] = new JsonObject { ["operationId"] = "getCodeVersion" } };
        }

        return DiscoveryDocument.Of(new JsonObject
        {
            ["openapi"] = "3.0.0",
            ["info"] = new JsonObject { ["title"] = "Kubernetes", ["version"] = VersionEndpoint.GitVersion },
            ["paths"] = paths,
            ["components"] = new JsonObject { ["schemas"] = new JsonObject() },
        });
    }
}
