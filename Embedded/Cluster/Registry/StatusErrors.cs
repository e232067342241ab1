using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Registry;

/// <summary>The failures of the API, each in Kubernetes' own words.</summary>
internal static class StatusErrors
{
    public static StatusException NotFound(ResourceKind kind, string name) =>
        new(404, "NotFound", $"{kind.GroupResource} \"{name}\" not found", Details(kind, name));

    public static StatusException AlreadyExists(ResourceKind kind, string name) =>
        new(409, "AlreadyExists", $"{kind.GroupResource} \"{name}\" already exists", Details(kind, name));

    public static StatusException Conflict(ResourceKind kind, string name, string why) =>
        new(409, "Conflict", $"Operation cannot be fulfilled on {kind.GroupResource} \"{name}\": {why}", Details(kind, name));

    /// <summary>Somebody else wrote in between.</summary>
    public static StatusException Stale(ResourceKind kind, string name) =>
        Conflict(kind, name, "the object has been modified; please apply your changes to the latest version and try again");

    public static StatusException Forbidden(ResourceKind kind, string name, string why, JsonObject? cause = null)
    {
        var details = Details(kind, name);
        if (cause is not null)
        {
            details["causes"] = new JsonArray(cause);
        }

        return new StatusException(403, "Forbidden", $"{kind.GroupResource} \"{name}\" is forbidden: {why}", details);
    }

    public static StatusException TooLarge(string message) => new(413, "RequestEntityTooLarge", message);

    public static StatusException BadRequest(string message) => new(400, "BadRequest", message);

    public static StatusException Invalid(ResourceKind kind, string name, FieldErrors errors) => Invalid(kind.Group, kind.Kind, name, errors);

    /// <param name="kind">Empty for failures of the request itself, which kubectl prints as "The request is invalid".</param>
    public static StatusException Invalid(string group, string kind, string name, FieldErrors errors)
    {
        var details = new JsonObject();
        Set(details, "name", name);
        Set(details, "group", group);
        Set(details, "kind", kind);
        details["causes"] = errors.ToCauses();
        var qualified = group.Length == 0 ? kind : $"{kind}.{group}";
        return new StatusException(422, "Invalid", $"{qualified} \"{name}\" is invalid: {errors}", details);
    }

    /// <summary>The definition of a custom resource is on its way out.</summary>
    public static StatusException Terminating(string verb) =>
        new(405, "MethodNotAllowed", $"{verb} not allowed while custom resource definition is terminating", []);

    /// <summary>A JSON patch that does not apply: Kubernetes says no more than this.</summary>
    public static StatusException PatchDoesNotApply() =>
        new(422, "Invalid", "the server rejected our request due to an error in our request", []);

    public static StatusException Expired(long since, long oldest) =>
        new(410, "Expired", $"too old resource version: {since} ({oldest})");

    public static StatusException TooLargeVersion(long asked, long current) =>
        new(504, "Timeout", $"Too large resource version: {asked}, current: {current}", new JsonObject
        {
            ["causes"] = new JsonArray(new JsonObject { ["reason"] = "ResourceVersionTooLarge", ["message"] = "Too large resource version" }),
            ["retryAfterSeconds"] = 1,
        });

    private static JsonObject Details(ResourceKind kind, string name)
    {
        var details = new JsonObject();
        Set(details, "name", name);
        Set(details, "group", kind.Group);
        details["kind"] = kind.Plural;
        return details;
    }

    private static void Set(JsonObject details, string field, string value)
    {
        if (value.Length > 0)
        {
            details[field] = value;
        }
    }
}
