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

    public bool IsStream => true;

    public Task AnswerAsync(ApiRequest request)
    {
        var name = ProxyName.Parse(request.Path.Name!) ?? throw ApiFailures.BadRequest($"invalid {kind.Singular} request \"{request.Path.Name}\"");
        var target = targets.Find(kind, request.Namespace, name);
        var (prefix, tail) = Split(request.Http);
        if (tail.Length == 0 || tail[0] != '/')
        {
            // A page's relative links count from its folder: the program's root ends with a slash.
            if (HttpMethods.IsGet(request.Http.Request.Method) || HttpMethods.IsHead(request.Http.Request.Method))
            {
                request.Http.Response.StatusCode = StatusCodes.Status301MovedPermanently;
                request.Http.Response.Headers.Location = $"{prefix}/{tail}";
                return Task.CompletedTask;
            }

            tail = $"/{tail}";
        }

        var links = new ProxyLinks(prefix, target.Authority, request.Http.Request.Host.Value ?? "");
        return forwarder.ForwardAsync(request.Http, new Uri(target, tail), links, request.Aborted);
    }

    /// <summary>Raw input, as the caller wrote it: /api/v1/namespaces/NS/pods/P/proxy and the rest, which the program is asked for.</summary>
    private static (string Prefix, string Tail) Split(HttpContext http)
    {
        var target = http.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var at = 0;
        for (var parts = 0; parts < 7; parts++)
        {
            at = target.IndexOf('/', at) + 1;
        }

        at += Part.Length;
        return (target[..at], target[at..]);
    }
}
