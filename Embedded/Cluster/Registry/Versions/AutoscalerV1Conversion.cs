using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>
/// HorizontalPodAutoscaler autoscaling/v1 ↔ v2. v1 has a field for the processors only; what v2 has more travels in annotations, under Kubernetes' own names and in its form,
/// and is taken out of them on the way back.
/// </summary>
internal sealed class AutoscalerV1Conversion : IVersionConversion
{
    private const string Prefix = "autoscaling.alpha.kubernetes.io/";
    private const string OtherMetrics = Prefix + "metrics";
    private const string CurrentMetrics = Prefix + "current-metrics";
    private const string Conditions = Prefix + "conditions";
    private const string Behavior = Prefix + "behavior";
    private static readonly string[] Notes = [OtherMetrics, CurrentMetrics, Conditions, Behavior];

    // As Go writes it: apostrophes and the like as they are.
    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly string[] SameInSpec = ["scaleTargetRef", "minReplicas", "maxReplicas"];
    private static readonly string[] SameInStatus = ["observedGeneration", "lastScaleTime", "currentReplicas", "desiredReplicas"];

    public JsonObject FromStored(JsonObject body)
    {
        var (spec, status) = (body.Obj("spec"), body.Obj("status") ?? []);
        status.Default("currentReplicas", 0L);
        status.Default("desiredReplicas", 0L);
        var processors = spec.Items("metrics").FirstOrDefault(IsProcessors);
        var others = spec.Items("metrics").Where(metric => metric != processors).Select(AutoscalerV1Metrics.Old).ToArray<JsonNode?>();
        var measured = status.Items("currentMetrics").ToList();
        var converted = new JsonObject
        {
            ["metadata"] = body["metadata"]?.DeepClone(),
            ["spec"] = Part(spec, SameInSpec, "targetCPUUtilizationPercentage", processors.Obj("resource").Obj("target")?["averageUtilization"]),
            ["status"] = Part(
                status, SameInStatus, "currentCPUUtilizationPercentage",
                measured.FirstOrDefault(metric => metric.Obj("resource").Str("name") == "cpu").Obj("resource").Obj("current")?["averageUtilization"]),
        };
        Note(converted, OtherMetrics, others.Length == 0 ? null : new JsonArray(others));
        Note(converted, CurrentMetrics, measured.Count == 0 ? null : new JsonArray([.. measured.Select(AutoscalerV1Metrics.OldStatus)]));
        Note(converted, Conditions, status.Arr("conditions") is { Count: > 0 } conditions ? conditions : null);
        Note(converted, Behavior, GoNames.Upper(spec?["behavior"]));
        return converted;
    }

    public JsonObject ToStored(JsonObject body)
    {
        var converted = new JsonObject { ["metadata"] = body["metadata"]?.DeepClone() };
        var (metadata, spec, status) = (converted.Ensure("metadata"), Part(body.Obj("spec"), SameInSpec), Part(body.Obj("status"), SameInStatus));
        var metrics = new JsonArray();
        if (body.Obj("spec")?["targetCPUUtilizationPercentage"] is { } percent)
        {
            metrics.Add(Processors("target", new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = percent.DeepClone() }));
        }

        foreach (var metric in Read(metadata, OtherMetrics).OfType<JsonObject>())
        {
            metrics.Add(AutoscalerV1Metrics.New(metric));
        }

        spec.Put("metrics", metrics.Count == 0 ? null : metrics);
        spec.Put("behavior", GoNames.Lower(ReadObject(metadata, Behavior)));
        var measured = new JsonArray([.. Read(metadata, CurrentMetrics).OfType<JsonObject>().Select(AutoscalerV1Metrics.NewStatus)]);
        if (measured.Count == 0 && body.Obj("status")?["currentCPUUtilizationPercentage"] is { } current)
        {
            measured.Add(Processors("current", new JsonObject { ["averageUtilization"] = current.DeepClone() }));
        }

        status["currentMetrics"] = measured.Count == 0 ? null : measured;
        status.Put("conditions", Read(metadata, Conditions) is { Count: > 0 } conditions ? conditions : null);
        (converted["spec"], converted["status"]) = (spec, status);
        Forget(metadata);
        return converted;
    }

    private static bool IsProcessors(JsonObject metric) =>
        metric.Str("type") == "Resource" && metric.Obj("resource").Str("name") == "cpu" && metric.Obj("resource").Obj("target")?["averageUtilization"] is not null;

    private static JsonObject Processors(string part, JsonObject value) => new() { ["type"] = "Resource", ["resource"] = new JsonObject { ["name"] = "cpu", [part] = value } };

    private static JsonObject Part(JsonObject? from, string[] fields, string? extra = null, JsonNode? value = null)
    {
        var part = new JsonObject();
        foreach (var field in fields)
        {
            part.Put(field, from?[field]);
        }

        if (extra is not null)
        {
            part.Put(extra, value);
        }

        return part;
    }

    private static void Note(JsonObject body, string annotation, JsonNode? value)
    {
        if (value is not null)
        {
            body.Ensure("metadata").Ensure("annotations")[annotation] = value.ToJsonString(Json);
        }
    }

    private static JsonArray Read(JsonObject metadata, string annotation) => Parse(metadata, annotation) switch
    {
        null => [],
        JsonArray list => list,
        _ => throw Unreadable(annotation, "it is no list"),
    };

    private static JsonObject? ReadObject(JsonObject metadata, string annotation) => Parse(metadata, annotation) switch
    {
        null => null,
        JsonObject body => body,
        _ => throw Unreadable(annotation, "it is no object"),
    };

    private static JsonNode? Parse(JsonObject metadata, string annotation)
    {
        try
        {
            return metadata.Obj("annotations").Str(annotation) is { Length: > 0 } text ? JsonText.Parse(text) : null;
        }
        catch (JsonException e)
        {
            throw Unreadable(annotation, e.Message);
        }
    }

    private static StatusException Unreadable(string annotation, string why) =>
        StatusErrors.BadRequest($"HorizontalPodAutoscaler in version \"v1\" cannot be handled as a HorizontalPodAutoscaler: annotation \"{annotation}\" cannot be read: {why}");

    private static void Forget(JsonObject metadata)
    {
        if (metadata.Obj("annotations") is not { } annotations)
        {
            return;
        }

        foreach (var note in Notes)
        {
            annotations.Remove(note);
        }

        if (annotations.Count == 0)
        {
            metadata.Remove("annotations");
        }
    }
}
