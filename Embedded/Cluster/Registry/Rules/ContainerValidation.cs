using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Rules.Pods;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a container, of whichever list.</summary>
internal static class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] MessagePolicies = ["File", "FallbackToLogsOnError"];
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];
    private static readonly string[] Probes = ["livenessProbe", "readinessProbe", "startupProbe"];

    /// <summary>What holds for every container.</summary>
    /// <param name="at">Such as <c>spec.containers[0]</c>.</param>
    public static void Common(JsonObject container, string at, PodContext pod, FieldErrors errors)
    {
        var name = container.Str("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required($"{at}.name");
        }
        else
        {
            errors.Invalid($"{at}.name", name, Syntax.DnsLabel(name));
        }

        if (string.IsNullOrEmpty(container.Str("image")))
        {
            errors.Required($"{at}.image");
        }

        errors.OneOf(container, "terminationMessagePolicy", at, MessagePolicies);
        Ports(container, at, errors);
        EnvironmentValidation.Validate(container, at, errors);
        MountValidation.Validate(container, at, pod.Volumes, errors);
        errors.OneOf(container, "imagePullPolicy", at, PullPolicies);
        ResourceValidation.Validate(container.Obj("resources"), $"{at}.resources", errors);
        ResizePolicies(container, $"{at}.resizePolicy", pod.RestartPolicy, errors);
        PodSecurityValidation.OfContainer(container.Obj("securityContext"), $"{at}.securityContext", pod.HostUsers, errors);
    }

    /// <summary>Hooks and probes: of those that run on, which an init container does only as a sidecar.</summary>
    public static void Running(JsonObject container, string at, PodContext pod, FieldErrors errors)
    {
        ProbeValidation.Lifecycle(container.Obj("lifecycle"), $"{at}.lifecycle", pod.GracePeriod, errors);
        foreach (var field in Probes)
        {
            if (container.Obj(field) is { } probe)
            {
                ProbeValidation.Validate(probe, $"{at}.{field}", isReadiness: field == "readinessProbe", errors);
            }
        }
    }

    public static void Init(JsonObject container, string at, PodContext pod, FieldErrors errors)
    {
        var policy = container.Str("restartPolicy");
        if (policy is not (null or "Always"))
        {
            errors.Unsupported($"{at}.restartPolicy", policy, "Always");
        }

        if (policy == "Always")
        {
            Running(container, at, pod, errors);
            return;
        }

        foreach (var field in Probes.Prepend("lifecycle").Where(field => container.Obj(field) is not null))
        {
            errors.Forbidden($"{at}.{field}", "may not be set for init containers without restartPolicy=Always");
        }
    }

    private static void Ports(JsonObject container, string at, FieldErrors errors)
    {
        var names = new HashSet<string>();
        foreach (var (i, port) in container.Items("ports").Index())
        {
            var field = $"{at}.ports[{i}]";
            if (port.Str("name") is { Length: > 0 } name)
            {
                var wrong = Syntax.PortName(name).ToList();
                errors.Invalid($"{field}.name", name, wrong);
                if (wrong.Count == 0 && !names.Add(name))
                {
                    errors.Duplicate($"{field}.name", name);
                }
            }

            PortNumber(port.Int("containerPort") ?? 0, $"{field}.containerPort", isRequired: true, errors);
            PortNumber(port.Int("hostPort") ?? 0, $"{field}.hostPort", isRequired: false, errors);
            errors.OneOf(port, "protocol", field, Protocols);
        }
    }

    private static void PortNumber(long number, string field, bool isRequired, FieldErrors errors)
    {
        if (number == 0 && isRequired)
        {
            errors.Required(field);
        }
        else if (number != 0)
        {
            errors.Invalid(field, number, Syntax.Port(number));
        }
    }

    private static void ResizePolicies(JsonObject container, string at, string podPolicy, FieldErrors errors)
    {
        var seen = new HashSet<string>();
        foreach (var (i, item) in container.Items("resizePolicy").Index())
        {
            var (resource, policy) = (item.Str("resourceName") ?? "", item.Str("restartPolicy") ?? "");
            if (!seen.Add(resource))
            {
                errors.Duplicate($"{at}[{i}]", resource);
            }

            RequiredOneOf(resource, at, ["cpu", "memory"], errors);
            RequiredOneOf(policy, at, ["NotRequired", "RestartContainer"], errors);
            if (podPolicy == "Never" && policy != "NotRequired")
            {
                errors.Invalid(at, policy, "must be 'NotRequired' when `restartPolicy` is 'Never'");
            }
        }
    }

    private static void RequiredOneOf(string value, string field, string[] supported, FieldErrors errors)
    {
        if (value.Length == 0)
        {
            errors.Required(field);
        }
        else if (!supported.Contains(value))
        {
            errors.Unsupported(field, value, supported);
        }
    }
}
