using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Versions;

/// <summary>
/// Metrics of an autoscaler in the older form that the annotations of v1 have:
/// <c>{"name":"memory","targetAverageValue":"64Mi"}</c> for <c>{"name":"memory","target":{"type":"AverageValue","averageValue":"64Mi"}}</c>.
/// </summary>
internal static class AutoscalerV1Metrics
{
    private static readonly Form Spec = new("target", "targetAverageUtilization", "targetAverageValue", "targetValue");
    private static readonly Form Status = new("current", "currentAverageUtilization", "currentAverageValue", "currentValue");

    public static JsonObject Old(JsonObject metric) => Each(metric, (type, source) => ToOld(type, source, Spec));

    public static JsonObject OldStatus(JsonObject metric) => Each(metric, (type, source) => ToOld(type, source, Status));

    public static JsonObject New(JsonObject metric) => Each(metric, (type, source) => ToNew(type, source, Spec));

    public static JsonObject NewStatus(JsonObject metric) => Each(metric, (type, source) => ToNew(type, source, Status));

    // { type: Pods, pods: { … } }
    private static JsonObject Each(JsonObject metric, Func<string, JsonObject, JsonObject> convert) =>
        new(metric.Where(pair => pair.Value is not null).Select(pair => KeyValuePair.Create(pair.Key, pair.Value is JsonObject source ? convert(pair.Key, source) : pair.Value?.DeepClone())));

    private static JsonObject ToOld(string type, JsonObject source, Form form)
    {
        var old = new JsonObject();
        var values = source.Obj(form.Part);
        old.Put("name", source["name"]);
        old.Put("target", source["describedObject"]);
        old.Put("metricName", source.Obj("metric")?["name"]);
        old.Put(SelectorOf(type), source.Obj("metric")?["selector"]);
        old.Put("container", source["container"]);
        old.Put(form.Utilization, values?["averageUtilization"]);
        old.Put(AverageOf(type, form), values?["averageValue"]);
        old.Put(form.Value, values?["value"]);
        if (type == "object")
        {
            // Not a pointer in Go: always written.
            old.Default(form.Value, "0");
        }

        return old;
    }

    private static JsonObject ToNew(string type, JsonObject source, Form form)
    {
        var converted = new JsonObject();
        converted.Put("describedObject", source["target"]);
        converted.Put("name", source["name"]);
        converted.Put("container", source["container"]);
        if (source["metricName"] is { } name)
        {
            converted["metric"] = new JsonObject { ["name"] = name.DeepClone() };
            converted.Obj("metric")!.Put("selector", source[SelectorOf(type)]);
        }

        var (utilization, average, value) = (source[form.Utilization], source[AverageOf(type, form)], source[form.Value]);
        var values = new JsonObject();
        if (form == Spec)
        {
            values["type"] = utilization is not null ? "Utilization" : average is not null ? "AverageValue" : "Value";
        }

        values.Put("value", type == "object" && average is not null && value.Text() == "0" ? null : value);
        values.Put("averageValue", average);
        values.Put("averageUtilization", utilization);
        converted[form.Part] = values;
        return converted;
    }

    private static string SelectorOf(string type) => type == "external" ? "metricSelector" : "selector";

    private static string AverageOf(string type, Form form) => type == "object" ? "averageValue" : form.Average;

    private sealed record Form(string Part, string Utilization, string Average, string Value);
}
