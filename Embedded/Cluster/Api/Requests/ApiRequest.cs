using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Access;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Api.Requests;

/// <summary>A request for a resource, after its URL, caller and wished form are known.</summary>
internal sealed record ApiRequest(HttpContext Http, ResourcePath Path, ResourceKind Kind, Caller Caller, ResponseFormat Format)
{
    /// <summary>Kubernetes' word for what is asked: get, list, watch, create, update, patch, delete, deletecollection.</summary>
    public required string Verb { get; init; }

    /// <summary>For a kind without namespaces: empty.</summary>
    public string Namespace => Path.Namespace ?? "";

    /// <summary>For lists: null means all namespaces.</summary>
    public string? ListNamespace => Kind.IsNamespaced ? Path.Namespace : null;

    public ObjectKey Key => new(Namespace, Path.Name ?? "");

    public IQueryCollection Query => Http.Request.Query;

    public CancellationToken Aborted => Http.RequestAborted;

    /// <summary>Names the verb of a method on this URL, or null where the two do not go together.</summary>
    public static string? VerbOf(string method, ResourcePath path, IQueryCollection query) => (method, path.Name) switch
    {
        ("GET", _) when path.Subresource is null && (path.IsWatch || query.Flag("watch")) => "watch",
        ("GET" or "HEAD", null) => "list",
        ("GET" or "HEAD", _) => "get",
        ("POST", null) => "create",
        ("POST", _) when path.Subresource is not null => "create",
        ("PUT", not null) => "update",
        ("PATCH", not null) => "patch",
        ("DELETE", not null) => "delete",
        ("DELETE", null) => "deletecollection",
        _ => null,
    };
}
