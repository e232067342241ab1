using System.Text.Json.Nodes;
using Workshop.Cluster.Access;
using Workshop.Cluster.Access.Rbac;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Reviews;

/// <summary><c>kubectl auth can-i</c>: may I, or may somebody, do this?</summary>
/// <param name="kind">SelfSubjectAccessReview asks for the caller; the other two for whom they name.</param>
internal sealed class AccessReview(ResourceKind kind, RbacAuthorizer authorizer) : IReview
{
    public ResourceKind Kind => kind;

    public JsonObject Answer(ApiRequest request, JsonObject question)
    {
        var spec = question.Obj("spec");
        var wanted = Wanted(spec);
        var errors = new FieldErrors();
        if (wanted is null)
        {
            errors.Invalid("spec.resourceAttributes", new GoExpression("null"), "exactly one of nonResourceAttributes or resourceAttributes must be specified");
            throw StatusErrors.Invalid(kind, "", errors);
        }

        if (ReferenceEquals(kind, KindTable.LocalSubjectAccessReview) && spec.Obj("resourceAttributes").Str("namespace") != request.Namespace)
        {
            errors.Invalid("spec.resourceAttributes.namespace", spec.Obj("resourceAttributes").Str("namespace") ?? "", "must match metadata.namespace");
            throw StatusErrors.Invalid(kind, "", errors);
        }

        var verdict = authorizer.Decide(ReferenceEquals(kind, KindTable.SelfSubjectAccessReview) ? request.Caller : Named(spec), wanted);
        var status = new JsonObject { ["allowed"] = verdict.IsAllowed };
        if (verdict.Reason.Length > 0)
        {
            status["reason"] = verdict.Reason;
        }

        return status;
    }

    private static Caller Named(JsonObject? spec) => new(spec.Str("user") ?? "", [.. spec.Strings("groups")]);

    private static AccessAttributes? Wanted(JsonObject? spec) => (spec.Obj("resourceAttributes"), spec.Obj("nonResourceAttributes")) switch
    {
        ({ } resource, null) => AccessAttributes.OfResource(
            resource.Str("verb") ?? "", resource.Str("group") ?? "", resource.Str("resource") ?? "", resource.Str("subresource") ?? "", resource.Str("namespace") ?? "", resource.Str("name") ?? ""),
        (null, { } path) => AccessAttributes.OfPath(path.Str("verb") ?? "", path.Str("path") ?? ""),
        _ => null,
    };
}
