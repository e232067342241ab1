using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Discovery;
using Workshop.Cluster.Api.Health;
using Workshop.Cluster.Api.OpenApi;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Api.Reviews;
using Workshop.Cluster.Api.Subresources;
using Workshop.Cluster.Api.Verbs;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api;

/// <summary>Finds who answers a request: health, discovery, OpenAPI, or a verb on a row of the table of kinds.</summary>
internal sealed class ApiDispatcher(
    ServedKinds kinds, DiscoveryEndpoints discovery, OpenApiEndpoints openApi, HealthEndpoints health, ReviewEndpoint reviews, EscalationGuard escalation,
    IEnumerable<IVerb> verbs, IEnumerable<ISubresource> subresources)
{
    // These are parts of the object itself: the verbs read and write them.
    private static readonly string[] ObjectParts = ["status", "scale", "finalize", "ephemeralcontainers"];

    private readonly Dictionary<string, IVerb> _verbs = verbs.ToDictionary(verb => verb.Name);
    private readonly Dictionary<(ResourceKind, string), ISubresource> _subresources = subresources.ToDictionary(part => (part.Kind, part.Name));

    /// <summary>Whether everybody may ask, without saying who they are.</summary>
    public static bool IsOpen(PathString path) => path.Value?.TrimEnd('/') is "/livez" or "/readyz" or "/healthz" or "/version";

    public async Task AnswerAsync(HttpContext http, Caller caller)
    {
        if (http.Request.Path.Value?.TrimEnd('/') == "/version")
        {
            await VersionEndpoint.AnswerAsync(http);
            return;
        }

        if (await health.TryAnswerAsync(http) || await discovery.TryAnswerAsync(http) || await openApi.TryAnswerAsync(http))
        {
            return;
        }

        var request = Read(http, caller);
        http.Features.Set<WriteApproval>((kind, key, body, old) => escalation.Check(caller, kind, key, body, old));
        await (request.Kind == KindTable.Binding ? _subresources[(KindTable.Pod, "binding")].AnswerAsync(request)
            : request.Kind.IsQuestion ? reviews.AnswerAsync(request)
            : request.Path.Subresource is { } part && !ObjectParts.Contains(part) ? _subresources[(request.Kind, part)].AnswerAsync(request)
            : _verbs[request.Verb].AnswerAsync(request));
    }

    private ApiRequest Read(HttpContext http, Caller caller)
    {
        var path = ResourcePath.Parse(http.Request.Path.Value ?? "") ?? throw ApiFailures.NoSuchPage();
        var kind = kinds.Current.Find(path.Group, path.Version, path.Resource)
            ?? throw (KindTable.All.Any(row => row.Group == path.Group && row.Version == path.Version) ? ApiFailures.NotServed() : ApiFailures.NoSuchPage());
        var isKnownPart = path.Subresource is not { } part || (kind.Subresources.Contains(part) && (ObjectParts.Contains(part) || _subresources.ContainsKey((kind, part))));
        var isPlaced = kind.IsNamespaced ? path.Namespace is not null || path.Name is null : path.Namespace is null;
        if (!isKnownPart || !isPlaced)
        {
            throw ApiFailures.NotServed();
        }

        var verb = ApiRequest.VerbOf(http.Request.Method, path, http.Request.Query);
        if (verb is null || !IsAllowed(verb, kind, path))
        {
            throw ApiFailures.MethodNotAllowed();
        }

        if ((kind.Custom?.DeprecationWarning ?? kind.Deprecation) is { } warning)
        {
            RequestWarnings.Of(http).Add(warning);
        }

        var format = ResponseFormat.Parse(http.Request.Headers.Accept.ToString());
        return new ApiRequest(http, path, kind, caller, format ?? (IsStream(kind, path) ? ResponseFormat.Json : throw ApiFailures.NotAcceptable())) { Verb = verb };
    }

    private bool IsStream(ResourceKind kind, ResourcePath path) =>
        path.Subresource is { } part && _subresources.TryGetValue((kind, part), out var own) && own.IsStream;

    private bool IsAllowed(string verb, ResourceKind kind, ResourcePath path)
    {
        if (path.Subresource is { } part)
        {
            return _subresources.TryGetValue((kind, part), out var own)
                ? own.Verbs.Contains(verb)
                : DiscoverySubresource.Of(kind, part).Verbs.Contains(verb);
        }

        // Across namespaces one can only look.
        var isAcross = kind.IsNamespaced && path.Namespace is null;
        return kind.Verbs.Contains(verb) && (!isAcross || verb is "list" or "watch");
    }
}
