namespace Workshop.Cluster.Api.Requests;

/// <summary>
/// What a URL below <c>/api</c> or <c>/apis</c> names:
/// <c>/apis/apps/v1/namespaces/NS/deployments/NAME/scale</c> → group apps, version v1, namespace NS, resource deployments, name NAME, subresource scale.
/// </summary>
/// <param name="Namespace">Null: none in the URL.</param>
/// <param name="IsWatch">The old form <c>/api/v1/watch/…</c>.</param>
internal sealed record ResourcePath(string Group, string Version, string? Namespace, string Resource, string? Name, string? Subresource, bool IsWatch)
{
    private const string Proxy = "proxy";

    // Below /api/v1/namespaces/NAME these are parts of the namespace itself, not resources in it.
    private static readonly string[] NamespaceParts = ["status", "finalize"];

    /// <returns>Null: the URL names no resource.</returns>
    public static ResourcePath? Parse(string path)
    {
        if (!path.StartsWith("/api", StringComparison.Ordinal))
        {
            return null;
        }

        return path.Trim('/').Split('/') switch
        {
            ["api", var version, .. var rest] => Rest("", version, rest),
            ["apis", var group, var version, .. var rest] => Rest(group, version, rest),
            _ => null,
        };
    }

    private static ResourcePath? Rest(string group, string version, string[] parts) => parts switch
    {
        ["watch", .. var watched] when watched.Length > 0 => Rest(group, version, watched) is { } path ? path with { IsWatch = true } : null,
        ["namespaces", var ns, var resource, var name, Proxy, ..] => new ResourcePath(group, version, ns, resource, name, Proxy, false),
        ["nodes", var name, Proxy, ..] when group.Length == 0 => new ResourcePath(group, version, null, "nodes", name, Proxy, false),
        ["namespaces", var name, .. var part] when group.Length == 0 && part.Length <= 1 && part.All(NamespaceParts.Contains)
            => new ResourcePath(group, version, null, "namespaces", name, part.FirstOrDefault(), false),
        ["namespaces", var ns, var resource, .. var rest] when rest.Length <= 2 => Named(group, version, ns, resource, rest),
        [var resource, .. var rest] when rest.Length <= 2 => Named(group, version, null, resource, rest),
        _ => null,
    };

    private static ResourcePath Named(string group, string version, string? ns, string resource, string[] rest) =>
        new(group, version, ns, resource, rest.ElementAtOrDefault(0), rest.ElementAtOrDefault(1), false);
}
