using System.Text.Json.Nodes;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Tokens;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Reviews;

/// <summary>Whose is this token? Asked by services that let ServiceAccounts in.</summary>
internal sealed class TokenReviews(Authenticator authenticator) : IReview
{
    public ResourceKind Kind => KindTable.TokenReview;

    public JsonObject Answer(ApiRequest request, JsonObject question)
    {
        var spec = question.Obj("spec");
        var token = spec.Str("token") ?? "";
        var audiences = spec.Strings("audiences").ToList();
        foreach (var audience in audiences.Count == 0 ? [ServiceAccountTokens.Issuer] : audiences)
        {
            if (authenticator.OfToken(token, audience) is { } caller)
            {
                return new JsonObject { ["authenticated"] = true, ["user"] = SubjectReview.UserInfo(caller), ["audiences"] = new JsonArray(audience) };
            }
        }

        return new JsonObject { ["user"] = new JsonObject(), ["error"] = "[invalid bearer token, token lookup failed]" };
    }
}
