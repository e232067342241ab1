using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>What the API itself refuses, in Kubernetes' words.</summary>
internal static class ApiFailures
{
    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException Unauthorized() => new(401, "Unauthorized", "Unauthorized");

    /// <summary>Nobody serves anything there: a group that is not there, or not any more.</summary>
    public static StatusException NoSuchPage() => new(404, "NotFound", "404 page not found\n") { IsPlainText = true };

    /// <summary>No such resource in a group of Kubernetes' own.</summary>
    public static StatusException NotServed() => new(404, "NotFound", "the server could not find the requested resource", []);

    public static StatusException MethodNotAllowed() => new(405, "MethodNotAllowed", "the server does not allow this method on the requested resource", []);

    public static StatusException NotAcceptable() =>
        new(406, "NotAcceptable", "406: Not Acceptable\n\nAvailable representations: application/json, application/yaml, application/vnd.kubernetes.protobuf", []);

    public static StatusException UnknownBodyFormat() =>
        new(415, "UnsupportedMediaType", "the body of the request was in an unknown format - accepted media types include: application/json, application/yaml, application/vnd.kubernetes.protobuf");

    public static StatusException UnsupportedPatch() => new(415, "UnsupportedMediaType", "415: Unsupported Media Type", []);

    /// <summary>How lists of a custom resource merge, nobody knows.</summary>
    public static StatusException NoStrategicMerge() => new(
        415,
        "UnsupportedMediaType",
        "the body of the request was in an unknown format - accepted media types include: application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");

    public static StatusException BodyTooLarge(long limit) => new(413, "RequestEntityTooLarge", $"Request entity too large: limit is {limit}");

    /// <summary>So many are under way that this one is not begun.</summary>
    public static StatusException TooManyRequests() => new(429, "TooManyRequests", "Too many requests, please try again later.\n") { IsPlainText = true, RetryAfter = TimeSpan.FromSeconds(1) };

    /// <summary>A list whose version is no longer kept.</summary>
    public static StatusException Expired(string message) => new(410, "Expired", message);

    /// <summary>One of the query's options is wrong: 422 as the API's own option kinds report it.</summary>
    /// <param name="kind">ListOptions, PatchOptions …</param>
    /// <param name="reason">FieldValueForbidden, FieldValueInvalid …</param>
    public static StatusException InvalidOption(string kind, string field, string reason, string message)
    {
        var cause = new JsonObject { ["reason"] = reason, ["message"] = message, ["field"] = field };
        var details = new JsonObject { ["group"] = "meta.k8s.io", ["kind"] = kind, ["causes"] = new JsonArray(cause) };
        return new StatusException(422, "Invalid", $"{kind}.meta.k8s.io \"\" is invalid: {field}: {message}", details);
    }
}
