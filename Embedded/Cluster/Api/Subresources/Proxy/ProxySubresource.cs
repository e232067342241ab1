using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Subresources.Proxy;

/// <summary><c>…/pods/[https:]P[:PORT]/proxy/PATH</c> and <c>…/services/[https:]S[:PORT]/proxy/PATH</c>: any method, handed on to the program.</summary>
internal sealed class ProxySubresource(ResourceKind kind, ProxyTargets targets, ProxyForwarder forwarder) : ISubresource
{
    public const string Part = "proxy";

    public ResourceKind Kind => kind;

    public string Name => Part;

    public IReadOnlyList<string> Verbs { get; } = ["create", "delete", "get", "patch", "update"];

    public Task AnswerAsync(ApiRequest request)
    {
        var name = ProxyName.Parse(request.Path.Name!) ?? throw ApiFailures.BadRequest($"invalid {kind.Singular} request \"{request.Path.Name}\"");
        var target = targets.Find(kind, request.Namespace, name);
        return forwarder.ForwardAsync(request.Http, new Uri(target, Tail(request.Http)), request.Aborted);
    }

    /// <summary>What the program is asked for, as the caller wrote it: /api/v1/namespaces/NS/pods/P/proxy/TAIL?QUERY.</summary>
    private static string Tail(HttpContext http)
    {
        const int before = 8;
        var parts = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget.Split('/', before + 1);
        return parts.Length > before ? $"/{parts[before]}" : $"/{http.Request.QueryString}";
    }
}
