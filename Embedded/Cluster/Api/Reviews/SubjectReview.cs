using System.Text.Json.Nodes;
using Workshop.Cluster.Access;
using Workshop.Cluster.Api.Requests;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Reviews;

/// <summary><c>kubectl auth whoami</c>.</summary>
internal sealed class SubjectReview : IReview
{
    public ResourceKind Kind => KindTable.SelfSubjectReview;

    public JsonObject Answer(ApiRequest request, JsonObject question) => new() { ["userInfo"] = UserInfo(request.Caller) };

    public static JsonObject UserInfo(Caller caller)
    {
        var info = new JsonObject { ["username"] = caller.Name };
        if (caller.Uid.Length > 0)
        {
            info["uid"] = caller.Uid;
        }

        info["groups"] = new JsonArray([.. caller.Groups.Select(group => (JsonNode)group)]);
        return info;
    }
}
