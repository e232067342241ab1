using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of a container.</summary>
internal static class ContainerValidation
{
    private static readonly string[] PullPolicies = ["Always", "IfNotPresent", "Never"];
    private static readonly string[] MessagePolicies = ["FallbackToLogsOnError", "File"];
    private static readonly string[] Protocols = ["SCTP", "TCP", "UDP"];

    /// <param name="at">Such as <c>spec.containers[0]</c>.</param>
    /// <param name="afterName">Called with a name that is well formed, to judge whether it is unique.</param>
    public static void Validate(JsonObject container, string at, HashSet<string> volumes, bool isInit, FieldErrors errors, Action<string> afterName)
    {
        Name(container, at, errors, afterName);
        if (string.IsNullOrWhiteSpace(container.Str("image")))
        {
            errors.Required($"{at}.image");
        }
        else if (container.Str("image")!.Trim() != container.Str("image"))
        {
            errors.Invalid($"{at}.image", container.Str("image"), "must not have leading or trailing whitespace");
        }

        Ports(container, at, errors);
        EnvironmentValidation.Validate(container, at, errors);
        Mounts(container, at, volumes, errors);
        OneOf(container, "imagePullPolicy", at, PullPolicies, errors);
        OneOf(container, "terminationMessagePolicy", at, MessagePolicies, errors);
        Resources(container.Obj("resources"), $"{at}.resources", errors);
        Probes(container, at, isInit, errors);
    }

    private static void Name(JsonObject container, string at, FieldErrors errors, Action<string> afterName)
    {
        var name = container.Str("name") ?? "";
        if (name.Length == 0)
        {
            errors.Required($"{at}.name");
        }
        else if (Syntax.DnsLabel(name) is { } wrong)
        {
            errors.Invalid($"{at}.name", name, wrong);
        }
        else
        {
            afterName(name);
        }
    }

    private static void Ports(JsonObject container, string at, FieldErrors errors)
    {
        var names = new HashSet<string>();
        var i = 0;
        foreach (var port in container.Items("ports"))
        {
            var field = $"{at}.ports[{i++}]";
            if (port.Str("name") is { Length: > 0 } name)
            {
                if (Syntax.PortName(name) is { } wrong)
                {
                    errors.Invalid($"{field}.name", name, wrong);
                }
                else if (!names.Add(name))
                {
                    errors.Duplicate($"{field}.name", name);
                }
            }

            PortNumber(port.Int("containerPort") ?? 0, $"{field}.containerPort", isRequired: true, errors);
            PortNumber(port.Int("hostPort") ?? 0, $"{field}.hostPort", isRequired: false, errors);
            OneOf(port, "protocol", field, Protocols, errors);
        }
    }

    private static void PortNumber(long number, string field, bool isRequired, FieldErrors errors)
    {
        if (number == 0 && isRequired)
        {
            errors.Required(field);
        }
        else if (number != 0 && Syntax.Port(number) is { } wrong)
        {
            errors.Invalid(field, number, wrong);
        }
    }

    private static void Mounts(JsonObject container, string at, HashSet<string> volumes, FieldErrors errors)
    {
        var paths = new HashSet<string>();
        var i = 0;
        foreach (var mount in container.Items("volumeMounts"))
        {
            var field = $"{at}.volumeMounts[{i++}]";
            var (name, path) = (mount.Str("name") ?? "", mount.Str("mountPath") ?? "");
            if (name.Length == 0)
            {
                errors.Required($"{field}.name");
            }
            else if (!volumes.Contains(name))
            {
                errors.NotFound($"{field}.name", name);
            }

            if (path.Length == 0)
            {
                errors.Required($"{field}.mountPath");
            }
            else if (!paths.Add(path))
            {
                errors.Invalid($"{field}.mountPath", path, "must be unique");
            }

            if (mount.Str("subPath") is { Length: > 0 } subPath && (subPath[0] == '/' || subPath.Split('/').Contains("..")))
            {
                errors.Invalid($"{field}.subPath", subPath, subPath[0] == '/' ? "must be a relative path" : "must not contain '..'");
            }
        }
    }

    private static void Resources(JsonObject? resources, string at, FieldErrors errors)
    {
        foreach (var (list, name, amount) in ((string[])["limits", "requests"]).SelectMany(list => (resources.Obj(list) ?? []).Select(pair => (list, pair.Key, pair.Value.Text()))))
        {
            if (!name.Contains('/', StringComparison.Ordinal) && name is not ("cpu" or "memory" or "ephemeral-storage") && !name.StartsWith("hugepages-", StringComparison.Ordinal))
            {
                errors.Invalid($"{at}.{list}[{name}]", name, "must be a standard resource type or fully qualified");
                errors.Invalid($"{at}.{list}[{name}]", name, "must be a standard resource for containers");
            }

            if (Amount(amount) < 0)
            {
                errors.Invalid($"{at}.{list}[{name}]", amount, "must be greater than or equal to 0");
            }
        }

        foreach (var (name, request) in resources.Obj("requests") ?? [])
        {
            if (resources.Obj("limits").Str(name) is { } limit && Amount(request.Text()) > Amount(limit))
            {
                errors.Invalid($"{at}.requests", request.Text(), $"must be less than or equal to {name} limit of {limit}");
            }
        }
    }

    private static decimal Amount(string quantity) => ResourceAmount.Of(quantity);

    private static void Probes(JsonObject container, string at, bool isInit, FieldErrors errors)
    {
        // An init container that is restarted is a sidecar, and is probed as any other container.
        var isSidecar = container.Str("restartPolicy") == "Always";
        foreach (var field in (string[])["postStart", "preStop"])
        {
            if (container.Obj("lifecycle").Obj(field) is { } handler)
            {
                ProbeValidation.Handler(handler, $"{at}.lifecycle.{field}", isProbe: false, errors);
            }
        }

        foreach (var field in (string[])["livenessProbe", "readinessProbe", "startupProbe"])
        {
            if (container.Obj(field) is not { } probe)
            {
                continue;
            }

            if (isInit && !isSidecar)
            {
                errors.Forbidden($"{at}.{field}", "may not be set for init containers without restartPolicy=Always");
            }
            else
            {
                ProbeValidation.Validate(probe, $"{at}.{field}", needsOneSuccess: field != "readinessProbe", errors);
            }
        }
    }

    private static void OneOf(JsonObject from, string field, string at, string[] supported, FieldErrors errors)
    {
        if (from.Str(field) is { } value && !supported.Contains(value))
        {
            errors.Unsupported($"{at}.{field}", value, supported);
        }
    }
}
