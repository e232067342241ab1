using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a pod's spec.</summary>
internal static class PodValidation
{
    private static readonly string[] RestartPolicies = ["Always", "OnFailure", "Never"];
    private static readonly string[] DnsPolicies = ["ClusterFirst", "ClusterFirstWithHostNet", "Default", "None"];
    private static readonly string[] TolerationOperators = ["Equal", "Exists"];
    private static readonly string[] Effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"];

    /// <param name="at">Where the spec stands: <c>spec</c> or <c>spec.template.spec</c>.</param>
    public static void Spec(JsonObject spec, string at, FieldErrors errors)
    {
        var volumes = VolumeValidation.Validate(spec, at, errors);
        Containers(spec, "containers", at, volumes, [], errors);
        var names = spec.Items("containers").Select(container => container.Str("name")).OfType<string>().ToHashSet();
        Containers(spec, "initContainers", at, volumes, names, errors);
        OneOf(spec, "restartPolicy", at, RestartPolicies, errors);
        OneOf(spec, "dnsPolicy", at, DnsPolicies, errors);
        MetadataValidation.Labels(spec.Obj("nodeSelector"), $"{at}.nodeSelector", errors);
        if (spec.Str("serviceAccountName") is { Length: > 0 } account && Syntax.DnsSubdomain(account) is { } wrong)
        {
            errors.Invalid($"{at}.serviceAccountName", account, wrong);
        }

        if (spec.Int("activeDeadlineSeconds") is { } deadline and (< 1 or > int.MaxValue))
        {
            errors.Invalid($"{at}.activeDeadlineSeconds", deadline, "must be between 1 and 2147483647, inclusive");
        }

        Tolerations(spec, at, errors);
        TopologySpread(spec, at, errors);
    }

    public static void Images(JsonObject spec, FieldErrors errors)
    {
        foreach (var list in (string[])["containers", "initContainers"])
        {
            foreach (var (container, i) in spec.Items(list).Select((container, i) => (container, i)).Where(pair => string.IsNullOrEmpty(pair.container.Str("image"))))
            {
                errors.Required($"spec.{list}[{i}].image");
            }
        }
    }

    private static void Containers(JsonObject spec, string list, string at, HashSet<string> volumes, HashSet<string> taken, FieldErrors errors)
    {
        var containers = spec.Items(list).ToList();
        if (containers.Count == 0 && list == "containers")
        {
            errors.Required($"{at}.{list}");
        }

        for (var i = 0; i < containers.Count; i++)
        {
            var field = $"{at}.{list}[{i}]";
            ContainerValidation.Validate(containers[i], field, volumes, isInit: list == "initContainers", errors, afterName: name =>
            {
                if (!taken.Add(name))
                {
                    errors.Duplicate($"{field}.name", name);
                }
            });
        }
    }

    private static void OneOf(JsonObject from, string field, string at, string[] supported, FieldErrors errors)
    {
        if (from.Str(field) is { } value && !supported.Contains(value))
        {
            errors.Unsupported($"{at}.{field}", value, supported);
        }
    }

    private static void Tolerations(JsonObject spec, string at, FieldErrors errors)
    {
        var i = 0;
        foreach (var toleration in spec.Items("tolerations"))
        {
            var field = $"{at}.tolerations[{i++}]";
            var key = toleration.Str("key") ?? "";
            if (key.Length > 0 && Syntax.QualifiedName(key) is { } wrong)
            {
                errors.Invalid($"{field}.key", key, wrong);
            }

            if (key.Length == 0 && toleration.Str("operator") != "Exists")
            {
                errors.Invalid($"{field}.operator", toleration.Str("operator") ?? "", "operator must be Exists when `key` is empty, which means \"match all values and all keys\"");
            }

            if (toleration.Int("tolerationSeconds") is not null && toleration.Str("effect") != "NoExecute")
            {
                errors.Invalid($"{field}.effect", toleration.Str("effect") ?? "", "effect must be 'NoExecute' when `tolerationSeconds` is set");
            }

            if (toleration.Str("operator") == "Exists" && toleration.Str("value") is { Length: > 0 } value)
            {
                errors.Invalid($"{field}.operator", value, "value must be empty when `operator` is 'Exists'");
            }

            OneOf(toleration, "operator", field, TolerationOperators, errors);
            OneOf(toleration, "effect", field, Effects, errors);
        }
    }

    private static void TopologySpread(JsonObject spec, string at, FieldErrors errors)
    {
        var i = 0;
        foreach (var constraint in spec.Items("topologySpreadConstraints"))
        {
            var field = $"{at}.topologySpreadConstraints[{i++}]";
            if ((constraint.Int("maxSkew") ?? 0) is <= 0 and var skew)
            {
                errors.Invalid($"{field}.maxSkew", skew, "must be greater than zero");
            }

            if (string.IsNullOrEmpty(constraint.Str("topologyKey")))
            {
                errors.Required($"{field}.topologyKey", "can not be empty");
            }

            if ((constraint.Str("whenUnsatisfiable") ?? "") is not ("DoNotSchedule" or "ScheduleAnyway") and var action)
            {
                errors.Unsupported($"{field}.whenUnsatisfiable", action, "DoNotSchedule", "ScheduleAnyway");
            }
        }
    }
}
