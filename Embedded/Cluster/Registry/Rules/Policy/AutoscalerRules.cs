using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Policy;

/// <summary>HorizontalPodAutoscaler, autoscaling/v2.</summary>
internal sealed class AutoscalerRules : KindRules
{
    private const long DefaultUtilization = 80;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["currentMetrics"] = null, ["desiredReplicas"] = 0L };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        spec.Default("minReplicas", 1L);
        if (spec["metrics"] is not JsonArray { Count: > 0 })
        {
            spec["metrics"] = new JsonArray(new JsonObject
            {
                ["type"] = "Resource",
                ["resource"] = new JsonObject
                {
                    ["name"] = "cpu",
                    ["target"] = new JsonObject { ["type"] = "Utilization", ["averageUtilization"] = DefaultUtilization },
                },
            });
        }

        AutoscalerBehavior.Default(spec);
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        var (least, most) = (spec.Int("minReplicas") ?? 1, spec.Int("maxReplicas") ?? 0);
        if (least < 1)
        {
            errors.Invalid("spec.minReplicas", least, "must be greater than or equal to 1");
        }

        if (most < 1)
        {
            errors.Invalid("spec.maxReplicas", most, "must be greater than 0");
        }

        if (most < least)
        {
            errors.Invalid("spec.maxReplicas", most, "must be greater than or equal to `minReplicas`");
        }

        Target(spec.Obj("scaleTargetRef"), errors);

        foreach (var (index, metric) in spec.Items("metrics").Index())
        {
            AutoscalerMetrics.Validate(metric, $"spec.metrics[{index}]", errors);
        }

        AutoscalerBehavior.Validate(spec, errors);
    }

    private static void Target(JsonObject? target, FieldErrors errors)
    {
        foreach (var field in (string[])["kind", "name"])
        {
            if (target.Str(field) is { Length: > 0 } value)
            {
                errors.Invalid($"spec.scaleTargetRef.{field}", value, Syntax.PathSegment(value));
            }
            else
            {
                errors.Required($"spec.scaleTargetRef.{field}");
            }
        }
    }
}
