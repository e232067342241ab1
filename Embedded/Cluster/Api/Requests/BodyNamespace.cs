using System.Text.Json.Nodes;

namespace Workshop.Cluster.Api.Requests;

/// <summary>The namespace of a body must be that of its URL.</summary>
internal static class BodyNamespace
{
    public static void Check(JsonObject body, ApiRequest request)
    {
        var given = (body["metadata"] as JsonObject)?["namespace"] is JsonValue value && value.TryGetValue<string>(out var text) ? text : "";
        if (given.Length > 0 && given != request.Namespace)
        {
            throw ApiFailures.BadRequest(request.Kind.IsNamespaced
                ? "the namespace of the provided object does not match the namespace sent on the request"
                : "namespace is not allowed on this type");
        }
    }
}
