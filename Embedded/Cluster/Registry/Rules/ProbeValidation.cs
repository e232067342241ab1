using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of probes and lifecycle hooks.</summary>
internal static class ProbeValidation
{
    private static readonly string[] Numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static void Validate(JsonObject probe, string at, bool isReadiness, FieldErrors errors)
    {
        Handler(probe, at, isProbe: true, gracePeriod: 0, errors);
        foreach (var field in Numbers)
        {
            if (probe.Int(field) is < 0 and var value)
            {
                errors.Invalid($"{at}.{field}", value, "must be greater than or equal to 0");
            }
        }

        if (probe.Int("terminationGracePeriodSeconds") is { } grace)
        {
            if (grace <= 0)
            {
                errors.Invalid($"{at}.terminationGracePeriodSeconds", grace, "must be greater than 0");
            }

            if (isReadiness)
            {
                errors.Invalid($"{at}.terminationGracePeriodSeconds", grace, "must not be set for readinessProbes");
            }
        }

        if (!isReadiness && probe.Int("successThreshold") is { } successes && successes != 1)
        {
            errors.Invalid($"{at}.successThreshold", successes, "must be 1");
        }
    }

    public static void Lifecycle(JsonObject? lifecycle, string at, long gracePeriod, FieldErrors errors)
    {
        foreach (var field in (string[])["postStart", "preStop"])
        {
            if (lifecycle.Obj(field) is { } handler)
            {
                Handler(handler, $"{at}.{field}", isProbe: false, gracePeriod, errors);
            }
        }
    }

    // Probes know grpc, hooks know sleep.
    private static void Handler(JsonObject from, string at, bool isProbe, long gracePeriod, FieldErrors errors)
    {
        string[] types = isProbe ? ["exec", "httpGet", "tcpSocket", "grpc"] : ["exec", "httpGet", "tcpSocket", "sleep"];
        var given = types.Where(type => from.Obj(type) is not null).ToList();
        if (given.Count == 0)
        {
            errors.Required(at, "must specify a handler type");
            return;
        }

        Check(from.Obj(given[0])!, given[0], $"{at}.{given[0]}", gracePeriod, errors);
        foreach (var extra in given.Skip(1))
        {
            errors.Forbidden($"{at}.{extra}", "may not specify more than 1 handler type");
        }
    }

    private static void Check(JsonObject handler, string type, string at, long gracePeriod, FieldErrors errors)
    {
        switch (type)
        {
            case "exec" when !handler.Strings("command").Any():
                errors.Required($"{at}.command");
                break;
            case "httpGet":
                Port(handler, at, errors);
                if (handler.Str("scheme") is { } scheme and not ("HTTP" or "HTTPS"))
                {
                    errors.Unsupported($"{at}.scheme", scheme, "HTTP", "HTTPS");
                }

                foreach (var name in handler.Items("httpHeaders").Select(header => header.Str("name") ?? ""))
                {
                    errors.Invalid($"{at}.httpHeaders", name, Syntax.HeaderName(name));
                }

                break;
            case "tcpSocket":
                Port(handler, at, errors);
                break;
            case "grpc":
                errors.Invalid($"{at}.port", handler.Int("port") ?? 0, Syntax.Port(handler.Int("port") ?? 0));
                break;
            case "sleep" when (handler.Int("seconds") ?? 0) is var seconds && (seconds <= 0 || seconds > gracePeriod):
                errors.Invalid(
                    at, seconds,
                    $"must be greater than 0 and less than terminationGracePeriodSeconds ({gracePeriod}). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep.");
                break;
        }
    }

    private static void Port(JsonObject handler, string at, FieldErrors errors)
    {
        if (handler["port"] is JsonValue name && name.GetValueKind() == JsonValueKind.String)
        {
            errors.Invalid($"{at}.port", name.Text(), Syntax.PortName(name.Text()));
        }
        else
        {
            errors.Invalid($"{at}.port", handler.Int("port") ?? 0, Syntax.Port(handler.Int("port") ?? 0));
        }
    }
}
