using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a pod's spec, in the order in which it looks.</summary>
internal static class PodValidation
{
    private static readonly string[] RestartPolicies = ["Always", "OnFailure", "Never"];
    private static readonly string[] DnsPolicies = ["ClusterFirstWithHostNet", "ClusterFirst", "Default", "None"];
    private static readonly string[] Lists = ["containers", "initContainers"];

    /// <param name="at">Where the spec stands: <c>spec</c> or <c>spec.template.spec</c>.</param>
    /// <param name="podName">Null for templates.</param>
    public static void Spec(JsonObject spec, string at, string? podName, FieldErrors errors)
    {
        var pod = PodContext.Of(spec, VolumeValidation.Validate(spec, podName, at, errors));
        Containers(spec, $"{at}.containers", pod, errors);
        InitContainers(spec, $"{at}.initContainers", pod, errors);
        HostNetworkPorts(spec, at, isPod: podName is not null, errors);
        errors.OneOf(spec, "restartPolicy", at, RestartPolicies);
        errors.OneOf(spec, "dnsPolicy", at, DnsPolicies);
        MetadataValidation.Labels(spec.Obj("nodeSelector"), $"{at}.nodeSelector", errors);
        PodSecurityValidation.OfPod(spec, $"{at}.securityContext", errors);
        AffinityValidation.Validate(spec.Obj("affinity"), $"{at}.affinity", errors);
        NameServiceValidation.Config(spec, $"{at}.dnsConfig", errors);
        Gates(spec, at, errors);
        SpreadValidation.Validate(spec, at, errors);
        HostUsers(spec, at, errors);
        Name(spec, "serviceAccountName", at, errors);
        Name(spec, "nodeName", at, errors);
        Deadline(spec, at, errors);
        NameServiceValidation.Own(spec, at, errors);
        TolerationValidation.Validate(spec, at, errors);
        NameServiceValidation.Aliases(spec, $"{at}.hostAliases", errors);
        Name(spec, "priorityClassName", at, errors);
        Name(spec, "runtimeClassName", at, errors);
        errors.OneOf(spec, "preemptionPolicy", at, ["PreemptLowerPriority", "Never"]);
        ResourceValidation.Overhead(spec.Obj("overhead"), $"{at}.overhead", errors);
        OperatingSystemValidation.Validate(spec, at, errors);
    }

    /// <summary>What is demanded of pods, and not of templates.</summary>
    public static void ImagesOfPod(JsonObject spec, FieldErrors errors)
    {
        foreach (var list in Lists)
        {
            foreach (var (i, image) in spec.Items(list).Select(container => container.Str("image") ?? "").Index().Where(pair => pair.Item.Trim() != pair.Item))
            {
                errors.Invalid($"spec.{list}[{i}].image", image, "must not have leading or trailing whitespace");
            }
        }
    }

    private static void Containers(JsonObject spec, string at, PodContext pod, FieldErrors errors)
    {
        var containers = spec.Items("containers").ToList();
        if (containers.Count == 0)
        {
            errors.Required(at);
            return;
        }

        var names = new HashSet<string>();
        foreach (var (i, container) in containers.Index())
        {
            var field = $"{at}[{i}]";
            ContainerValidation.Common(container, field, pod, errors);
            if (!names.Add(container.Str("name") ?? ""))
            {
                errors.Duplicate($"{field}.name", container.Str("name") ?? "");
            }

            ContainerValidation.Running(container, field, pod, errors);
            if (container["restartPolicy"] is not null)
            {
                errors.Forbidden($"{field}.restartPolicy", "may not be set for non-init containers");
            }
        }

        HostPorts(containers, at, errors);
    }

    private static void InitContainers(JsonObject spec, string at, PodContext pod, FieldErrors errors)
    {
        var names = spec.Items("containers").Select(container => container.Str("name") ?? "").ToHashSet();
        foreach (var (i, container) in spec.Items("initContainers").Index())
        {
            var (field, name) = ($"{at}[{i}]", container.Str("name") ?? "");
            ContainerValidation.Common(container, field, pod, errors);
            if (name.Length > 0 && !names.Add(name))
            {
                errors.Duplicate($"{field}.name", name);
            }

            // One after the other, they cannot be in each other's way.
            HostPorts([container], at, errors);
            ContainerValidation.Init(container, field, pod, errors);
        }
    }

    private static void HostPorts(List<JsonObject> containers, string at, FieldErrors errors)
    {
        var taken = new HashSet<string>();
        foreach (var (i, container) in containers.Index())
        {
            foreach (var (j, port) in container.Items("ports").Index().Where(pair => pair.Item.Int("hostPort") is not (null or 0)))
            {
                var name = $"{port.Str("protocol")}/{port.Str("hostIP")}/{port.Int("hostPort")}";
                if (!taken.Add(name))
                {
                    errors.Duplicate($"{at}[{i}].ports[{j}].hostPort", name);
                }
            }
        }
    }

    private static void HostNetworkPorts(JsonObject spec, string at, bool isPod, FieldErrors errors)
    {
        foreach (var (i, container) in spec.Items("containers").Index().Where(_ => spec.Flag("hostNetwork") is true))
        {
            foreach (var (j, port) in container.Items("ports").Index())
            {
                var (host, own) = (port.Int("hostPort") ?? 0, port.Int("containerPort") ?? 0);
                if ((isPod || host != 0) && host != own)
                {
                    errors.Invalid($"{at}.containers[{i}].ports[{j}].hostPort", host, "must match `containerPort` when `hostNetwork` is true");
                }
            }
        }
    }

    private static void Gates(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var (i, type) in spec.Items("readinessGates").Select(gate => gate.Str("conditionType") ?? "").Index())
        {
            errors.Invalid($"{at}.readinessGates[{i}].conditionType", type, Syntax.QualifiedName(type));
        }

        var seen = new HashSet<string>();
        foreach (var (i, name) in spec.Items("schedulingGates").Select(gate => gate.Str("name") ?? "").Index())
        {
            errors.Invalid($"{at}.schedulingGates[{i}]", name, Syntax.QualifiedName(name));
            if (!seen.Add(name))
            {
                errors.Duplicate($"{at}.schedulingGates[{i}]", name);
            }
        }
    }

    private static void HostUsers(JsonObject spec, string at, FieldErrors errors)
    {
        foreach (var (field, word) in ((string, string)[])[("hostNetwork", "hostNetwork"), ("hostPID", "HostPID"), ("hostIPC", "HostIPC")])
        {
            if (spec.Flag("hostUsers") is false && spec.Flag(field) is true)
            {
                errors.Forbidden($"{at}.{word}", "when `pod.Spec.HostUsers` is false");
            }
        }
    }

    private static void Name(JsonObject spec, string field, string at, FieldErrors errors)
    {
        if (spec.Str(field) is { Length: > 0 } name)
        {
            errors.Invalid($"{at}.{field}", name, Syntax.DnsSubdomain(name));
        }
    }

    private static void Deadline(JsonObject spec, string at, FieldErrors errors)
    {
        if (spec.Int("activeDeadlineSeconds") is { } deadline)
        {
            errors.Invalid($"{at}.activeDeadlineSeconds", deadline, Syntax.Range(deadline, 1, int.MaxValue));
        }
    }
}
