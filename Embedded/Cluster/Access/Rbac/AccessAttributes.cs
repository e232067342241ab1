using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Access.Rbac;

/// <summary>What a request wants, as roles speak of it: a verb on a resource, or on a path that is none.</summary>
/// <param name="Namespace">Empty: at the cluster scope.</param>
/// <param name="Path">Null for a resource.</param>
internal sealed record AccessAttributes(string Verb, string Group, string Resource, string Subresource, string Namespace, string Name, string? Path = null)
{
    public string FullResource => Subresource.Length == 0 ? Resource : $"{Resource}/{Subresource}";

    public static AccessAttributes OfPath(string verb, string path) => new(verb, "", "", "", "", "", path);

    public static AccessAttributes OfResource(string verb, string group, string resource, string subresource, string ns, string name) => new(verb, group, resource, subresource, ns, name);

    public static AccessAttributes Of(HttpRequest request)
    {
        var path = request.Path.Value ?? "/";
        if (ResourcePath.Parse(path) is not { } resource)
        {
            return OfPath(request.Method.ToLowerInvariant(), path);
        }

        var verb = ApiRequest.VerbOf(request.Method, resource, request.Query) ?? request.Method.ToLowerInvariant();

        // A namespace is, for roles, in itself.
        var ns = resource is { Group: "", Resource: "namespaces" } ? resource.Name : resource.Namespace;
        return OfResource(verb, resource.Group, resource.Resource, resource.Subresource ?? "", ns ?? "", resource.Name ?? "");
    }
}
