using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Responses;

/// <summary>The <c>Status</c> object, fields in Kubernetes' order.</summary>
internal static class StatusBody
{
    public static JsonObject Failure(StatusException failure)
    {
        var body = Head("Failure");
        body["message"] = failure.Message;
        if (failure.Reason.Length > 0)
        {
            body["reason"] = failure.Reason;
        }

        if (failure.Details is not null)
        {
            body["details"] = failure.Details.DeepClone();
        }

        body["code"] = failure.Code;
        return body;
    }

    /// <summary>What a DELETE answers when the object is gone.</summary>
    public static JsonObject Deleted(ResourceKind kind, StoredObject item)
    {
        var details = new JsonObject { ["name"] = item.Key.Name };
        if (kind.Group.Length > 0)
        {
            details["group"] = kind.Group;
        }

        details["kind"] = kind.Plural;
        details["uid"] = item.Uid;
        var body = Head("Success");
        body["details"] = details;
        return body;
    }

    /// <summary>What a created Binding answers.</summary>
    public static JsonObject Created()
    {
        var body = Head("Success");
        body["code"] = 201;
        return body;
    }

    private static JsonObject Head(string status) => new() { ["kind"] = "Status", ["apiVersion"] = "v1", ["metadata"] = new JsonObject(), ["status"] = status };
}
