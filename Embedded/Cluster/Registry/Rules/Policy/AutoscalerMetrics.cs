using System.Text.Json.Nodes;
using k8s.Models;

namespace Workshop.Cluster.Registry.Rules.Policy;

/// <summary><c>spec.metrics</c> of an autoscaler.</summary>
internal static class AutoscalerMetrics
{
    private static readonly Dictionary<string, string> Sources = new()
    {
        ["ContainerResource"] = "containerResource",
        ["External"] = "external",
        ["Object"] = "object",
        ["Pods"] = "pods",
        ["Resource"] = "resource",
    };

    public static void Validate(JsonObject metric, string path, FieldErrors errors)
    {
        if (metric.Str("type") is not { Length: > 0 } type)
        {
            errors.Required($"{path}.type", "must specify a metric source type");
            return;
        }

        if (!Sources.TryGetValue(type, out var field))
        {
            errors.Unsupported($"{path}.type", type, Sources.Keys);
            return;
        }

        if (metric.Obj(field) is not { } source)
        {
            errors.Required($"{path}.{field}", "must populate information for the given metric source");
            return;
        }

        foreach (var other in Sources.Values.Where(other => other != field && metric[other] is not null))
        {
            errors.Forbidden($"{path}.{other}", "must populate the given metric source only");
        }

        ValidateSource(type, source, $"{path}.{field}", errors);
    }

    private static void ValidateSource(string type, JsonObject source, string path, FieldErrors errors)
    {
        if (type is "Resource" or "ContainerResource")
        {
            if (string.IsNullOrEmpty(source.Str("name")))
            {
                errors.Required($"{path}.name", "must specify a resource name");
            }

            if (type == "ContainerResource" && string.IsNullOrEmpty(source.Str("container")))
            {
                errors.Required($"{path}.container", "must specify a container name");
            }
        }
        else if (string.IsNullOrEmpty(source.Obj("metric").Str("name")))
        {
            errors.Required($"{path}.metric.name", "must specify a metric name");
        }

        ValidateTarget(type, source.Obj("target"), $"{path}.target", errors);
    }

    private static void ValidateTarget(string type, JsonObject? target, string path, FieldErrors errors)
    {
        if (target.Str("type") is not ("Utilization" or "Value" or "AverageValue"))
        {
            errors.Required($"{path}.type", "must specify a metric target type");
        }

        foreach (var field in ((string[])["value", "averageValue"]).Where(field => target?[field] is not null && !IsPositive(target[field]!.Text())))
        {
            errors.Invalid($"{path}.{field}", target![field].Text(), "must be positive");
        }

        var (percent, average, value) = (target.Int("averageUtilization"), target?["averageValue"], target?["value"]);
        if (percent < 1)
        {
            errors.Invalid($"{path}.averageUtilization", percent, "must be greater than 0");
        }

        var missing = type switch
        {
            "Resource" or "ContainerResource" when percent is null && average is null => ("averageUtilization", "must set either a target raw value or a target utilization"),
            "Pods" when average is null => ("averageValue", "must specify a positive target averageValue"),
            "Object" or "External" when average is null && value is null => ("averageValue", "must set either a target value for metric or a per-pod target"),
            _ => default,
        };
        if (missing != default)
        {
            errors.Required($"{path}.{missing.Item1}", missing.Item2);
        }
        else if (percent is not null && average is not null)
        {
            errors.Forbidden($"{path}.averageValue", "may not set both a target raw value and a target utilization");
        }
        else if (average is not null && value is not null)
        {
            errors.Forbidden($"{path}.value", "may not set both a target value for metric and a per-pod target");
        }
    }

    private static bool IsPositive(string quantity) => new ResourceQuantity(quantity).ToDecimal() > 0;
}
