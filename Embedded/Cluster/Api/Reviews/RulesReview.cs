using System.Text.Json.Nodes;
using k8s;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Reviews;

/// <summary><c>kubectl auth can-i --list</c>.</summary>
internal sealed class RulesReview(RbacAuthorizer authorizer) : IReview
{
    public ResourceKind Kind => KindTable.SelfSubjectRulesReview;

    public JsonObject Answer(ApiRequest request, JsonObject question)
    {
        var rules = authorizer.RulesOf(request.Caller, question.Obj("spec").Str("namespace") ?? "");
        var json = rules.Select(rule => JsonNode.Parse(KubernetesJson.Serialize(rule))!).ToList();
        return new JsonObject
        {
            ["resourceRules"] = new JsonArray([.. json.Where(rule => rule["resources"] is not null)]),
            ["nonResourceRules"] = new JsonArray([.. json.Where(rule => rule["nonResourceURLs"] is not null)]),
            ["incomplete"] = false,
        };
    }
}
