using System.Text.Json.Nodes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Api.Requests;

/// <summary>DeleteOptions: in the body, as kubectl sends them, or in the query.</summary>
internal static class DeletionBody
{
    private const string Kind = "DeleteOptions";

    public static async Task<DeletionOptions> ReadAsync(ApiRequest request)
    {
        var body = await RequestBody.ReadAsync(request.Http.Request, request.Aborted);
        return Check(body.Bytes.Length > 0 ? FromBody(body.ReadObject(Kind)) : FromQuery(request));
    }

    /// <summary>Those within another body: an Eviction's.</summary>
    public static DeletionOptions Read(JsonObject options) => Check(FromBody(options));

    private static DeletionOptions FromBody(JsonObject body)
    {
        var preconditions = body["preconditions"] as JsonObject;
        return new DeletionOptions
        {
            GracePeriodSeconds = Value<long>(body, "gracePeriodSeconds"),
            PropagationPolicy = Text(body, "propagationPolicy") ?? Policy(Value<bool>(body, "orphanDependents")),
            PreconditionUid = Text(preconditions, "uid"),
            PreconditionResourceVersion = Text(preconditions, "resourceVersion"),
            DryRun = QueryOptions.DryRun([.. (body["dryRun"] as JsonArray ?? []).Select(item => item?.ToString())], Kind),
        };
    }

    private static DeletionOptions FromQuery(ApiRequest request) => new()
    {
        GracePeriodSeconds = request.Query.Number("gracePeriodSeconds"),
        PropagationPolicy = request.Query.Text("propagationPolicy") ?? Policy(request.Query.ContainsKey("orphanDependents") ? request.Query.Flag("orphanDependents") : null),
        DryRun = request.Query.DryRun(Kind),
    };

    private static DeletionOptions Check(DeletionOptions options) => options.PropagationPolicy is null or "Background" or "Foreground" or "Orphan"
        ? options
        : throw ApiFailures.InvalidOption(
            Kind, "propagationPolicy", "FieldValueNotSupported",
            $"Unsupported value: \"{options.PropagationPolicy}\": supported values: \"Background\", \"Foreground\", \"Orphan\"");

    private static string? Policy(bool? orphan) => orphan switch { true => "Orphan", false => "Background", null => null };

    private static string? Text(JsonObject? from, string field) => from?[field] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0 ? text : null;

    private static T? Value<T>(JsonObject from, string field) where T : struct
    {
        if (from[field] is null)
        {
            return null;
        }

        return from[field] is JsonValue value && value.TryGetValue<T>(out var typed)
            ? typed
            : throw ApiFailures.BadRequest($"{Kind} in version \"v1\" cannot be handled as a {Kind}: json: cannot unmarshal into Go struct field {Kind}.{field}");
    }
}
