using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>What Kubernetes demands of probes and lifecycle hooks.</summary>
internal static class ProbeValidation
{
    private static readonly string[] Numbers = ["initialDelaySeconds", "timeoutSeconds", "periodSeconds", "successThreshold", "failureThreshold"];

    public static void Validate(JsonObject probe, string at, bool needsOneSuccess, FieldErrors errors)
    {
        Handler(probe, at, isProbe: true, errors);
        foreach (var field in Numbers)
        {
            if (probe.Int(field) is < 0 and var value)
            {
                errors.Invalid($"{at}.{field}", value, "must be greater than or equal to 0");
            }
        }

        if (probe.Int("terminationGracePeriodSeconds") is <= 0 and var grace)
        {
            errors.Invalid($"{at}.terminationGracePeriodSeconds", grace, "must be greater than 0");
        }

        if (needsOneSuccess && probe.Int("successThreshold") is { } successes && successes != 1)
        {
            errors.Invalid($"{at}.successThreshold", successes, "must be 1");
        }
    }

    /// <param name="isProbe">Probes know grpc, hooks know sleep.</param>
    public static void Handler(JsonObject from, string at, bool isProbe, FieldErrors errors)
    {
        string[] types = isProbe ? ["exec", "httpGet", "tcpSocket", "grpc"] : ["exec", "httpGet", "tcpSocket", "sleep"];
        var given = types.Where(type => from.Obj(type) is not null).ToList();
        if (given.Count == 0)
        {
            errors.Required(at, "must specify a handler type");
            return;
        }

        Check(from.Obj(given[0])!, given[0], $"{at}.{given[0]}", errors);
        foreach (var extra in given.Skip(1))
        {
            errors.Forbidden($"{at}.{extra}", "may not specify more than 1 handler type");
        }
    }

    private static void Check(JsonObject handler, string type, string at, FieldErrors errors)
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

                break;
            case "tcpSocket":
                Port(handler, at, errors);
                break;
            case "grpc" when Syntax.Port(handler.Int("port") ?? 0) is { } wrong:
                errors.Invalid($"{at}.port", handler.Int("port") ?? 0, wrong);
                break;
            case "sleep" when handler.Int("seconds") is null or < 0:
                errors.Invalid($"{at}.seconds", handler.Int("seconds") ?? 0, "must be non-negative and less than terminationGracePeriodSeconds");
                break;
        }
    }

    private static void Port(JsonObject handler, string at, FieldErrors errors)
    {
        if (handler["port"] is JsonValue name && name.GetValueKind() == JsonValueKind.String)
        {
            if (Syntax.PortName(name.Text()) is { } wrongName)
            {
                errors.Invalid($"{at}.port", name.Text(), wrongName);
            }
        }
        else if (Syntax.Port(handler.Int("port") ?? 0) is { } wrong)
        {
            errors.Invalid($"{at}.port", handler.Int("port") ?? 0, wrong);
        }
    }
}
