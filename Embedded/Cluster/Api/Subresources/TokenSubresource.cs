using System.Globalization;
using System.Text.Json.Nodes;
using k8s.Models;
using Microsoft.AspNetCore.Http;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Api.Responses;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Subresources;

/// <summary><c>POST serviceaccounts/S/token</c>: <c>kubectl create token</c>.</summary>
internal sealed class TokenSubresource(IObjectRegistry registry, ServiceAccountTokens tokens) : ISubresource
{
    private const string Request = "TokenRequest";
    private const long DefaultSeconds = 3600;
    private const long LeastSeconds = 600;
    private const long MostSeconds = 1L << 32;

    public ResourceKind Kind => KindTable.ServiceAccount;

    public string Name => "token";

    public IReadOnlyList<string> Verbs { get; } = ["create"];

    public async Task AnswerAsync(ApiRequest request)
    {
        var options = WriteQuery.Read(request.Http.Request, "CreateOptions");
        var body = (await RequestBody.ReadAsync(request.Http.Request, request.Aborted)).ReadObject(Request, options);
        BodyKind.Settle(body, "authentication.k8s.io/v1", Request);
        var account = registry.Get(KindTable.ServiceAccount, request.Key).As<V1ServiceAccount>();
        var spec = body.Ensure("spec");
        var seconds = Seconds(spec, request.Key.Name);
        var issued = tokens.Issue(account, [.. spec.Strings("audiences")], TimeSpan.FromSeconds(seconds), BoundPod(spec, request));
        spec["expirationSeconds"] = seconds;
        spec.Default("audiences", new JsonArray(ServiceAccountTokens.Issuer));
        body["metadata"] = new JsonObject
        {
            ["name"] = request.Key.Name,
            ["namespace"] = request.Key.Namespace,
            ["creationTimestamp"] = null,
        };
        body["status"] = new JsonObject
        {
            ["token"] = issued.Token,
            ["expirationTimestamp"] = issued.EndsAt.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        };
        await Answer.SendAsync(request.Http, request.Format, body, StatusCodes.Status201Created);
    }

    private static long Seconds(JsonObject spec, string name)
    {
        var seconds = spec.Int("expirationSeconds") ?? DefaultSeconds;
        var errors = new FieldErrors();
        if (seconds < LeastSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration less than 10 minutes");
        }
        else if (seconds > MostSeconds)
        {
            errors.Invalid("spec.expirationSeconds", seconds, "may not specify a duration larger than 2^32 seconds");
        }

        return errors.Any ? throw StatusErrors.Invalid("authentication.k8s.io", Request, name, errors) : seconds;
    }

    private V1Pod? BoundPod(JsonObject spec, ApiRequest request)
    {
        if (spec.Obj("boundObjectRef") is not { } bound)
        {
            return null;
        }

        if (bound.Str("kind") != "Pod")
        {
            throw ApiFailures.BadRequest($"cannot bind token to object of type {bound.Str("kind")}: this cluster binds tokens to pods");
        }

        var pod = registry.Get(KindTable.Pod, new ObjectKey(request.Namespace, bound.Str("name") ?? "")).As<V1Pod>();
        return bound.Str("uid") is { Length: > 0 } uid && uid != pod.Metadata.Uid
            ? throw StatusErrors.Conflict(KindTable.Pod, pod.Metadata.Name, $"the UID in the bound object reference ({uid}) does not match the UID in record. The object might have been deleted and then recreated")
            : pod;
    }
}
