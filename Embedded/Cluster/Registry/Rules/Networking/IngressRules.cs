using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Networking;

internal sealed class IngressRules : KindRules
{
    private const string Backend = "backend";
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private static readonly string[] Forbidden = ["//", "/./", "/../", "%2f", "%2F"];
    private static readonly string[] ForbiddenEnds = ["/..", "/."];

    public override bool CountsGenerations => true;

    public override JsonObject FirstStatus(JsonObject body) => new() { ["loadBalancer"] = new JsonObject() };

    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old)
    {
        if (old is null && body.Obj("metadata").Obj("annotations")?[ClassAnnotation] is not null)
        {
            yield return $"annotation \"{ClassAnnotation}\" is deprecated, please use 'spec.ingressClassName' instead";
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec");
        if (!spec.Items("rules").Any() && spec.Obj("defaultBackend") is null)
        {
            errors.Invalid("spec", new GoExpression("[]networking.IngressRule(nil)"), "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.Obj("defaultBackend") is { } backend)
        {
            CheckBackend(backend, "spec.defaultBackend", errors);
        }

        foreach (var (i, rule) in spec.Items("rules").Index())
        {
            Rule(rule, $"spec.rules[{i}]", errors);
        }

        foreach (var (i, tls) in spec.Items("tls").Index())
        {
            Tls(tls, $"spec.tls[{i}]", errors);
        }

        if (spec.Str("ingressClassName") is { } name)
        {
            errors.Invalid("spec.ingressClassName", name, Syntax.DnsSubdomain(name));
        }

        var note = body.Obj("metadata").Obj("annotations").Str(ClassAnnotation);
        if (old is null && note is not null && spec.Str("ingressClassName") is not null)
        {
            errors.Invalid($"annotations.{ClassAnnotation}", note, "can not be set when the class field is also set");
        }
    }

    private static void Tls(JsonObject tls, string field, FieldErrors errors)
    {
        foreach (var (i, host) in tls.Strings("hosts").Index())
        {
            errors.Invalid($"{field}.hosts[{i}]", host, HostProblems(host));
        }

        if (tls.Str("secretName") is { Length: > 0 } secret)
        {
            errors.Invalid($"{field}.secretName", secret, Syntax.DnsSubdomain(secret));
        }
    }

    private static void Rule(JsonObject rule, string field, FieldErrors errors)
    {
        Host(rule.Str("host") ?? "", $"{field}.host", errors);

        if (rule.Obj("http") is not { } http)
        {
            return;
        }

        if (!http.Items("paths").Any())
        {
            errors.Required($"{field}.http.paths");
        }

        foreach (var (i, path) in http.Items("paths").Index())
        {
            Path(path, $"{field}.http.paths[{i}]", errors);
        }
    }

    private static void Host(string host, string field, FieldErrors errors)
    {
        if (!Syntax.Address(host).Any())
        {
            errors.Invalid(field, host, "must be a DNS name, not an IP address");
        }

        if (host.Length > 0)
        {
            errors.Invalid(field, host, HostProblems(host));
        }
    }

    private static IEnumerable<string> HostProblems(string host) => host.Contains('*', StringComparison.Ordinal) ? Syntax.WildcardSubdomain(host) : Syntax.DnsSubdomain(host);

    private static void Path(JsonObject path, string field, FieldErrors errors)
    {
        var (type, text) = (path.Str("pathType"), path.Str("path") ?? "");
        switch (type)
        {
            case null or "":
                errors.Required($"{field}.pathType", "pathType must be specified");
                return;
            case "Exact" or "Prefix":
                Absolute(text, $"{field}.path", errors);
                foreach (var part in Forbidden.Where(part => text.Contains(part, StringComparison.Ordinal)))
                {
                    errors.Invalid($"{field}.path", text, $"must not contain '{part}'");
                }

                foreach (var part in ForbiddenEnds.Where(part => text.EndsWith(part, StringComparison.Ordinal)))
                {
                    errors.Invalid($"{field}.path", text, $"cannot end with '{part}'");
                }

                break;
            case "ImplementationSpecific":
                if (text.Length > 0)
                {
                    Absolute(text, $"{field}.path", errors);
                }

                break;
            default:
                errors.Unsupported($"{field}.pathType", type, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        CheckBackend(path.Obj(Backend) ?? [], $"{field}.{Backend}", errors);
    }

    private static void Absolute(string path, string field, FieldErrors errors)
    {
        if (!path.StartsWith('/'))
        {
            errors.Invalid(field, path, "must be an absolute path");
        }
    }

    private static void CheckBackend(JsonObject backend, string field, FieldErrors errors)
    {
        switch (backend.Obj("service"), backend.Obj("resource"))
        {
            case (not null, not null):
                errors.Invalid(field, "", "cannot set both resource and service backends");
                break;
            case ({ } service, null):
                Service(service, field, errors);
                break;
            case (null, { } resource):
                Resource(resource, $"{field}.resource", errors);
                break;
            default:
                errors.Invalid(field, "", "resource or service backend is required");
                break;
        }
    }

    private static void Service(JsonObject service, string field, FieldErrors errors)
    {
        if (service.Str("name") is { Length: > 0 } called)
        {
            errors.Invalid($"{field}.service.name", called, Syntax.Dns1035Label(called));
        }
        else
        {
            errors.Required($"{field}.service.name");
        }

        switch (service.Obj("port").Str("name") ?? "", service.Obj("port").Int("number") ?? 0)
        {
            case ("", 0):
                errors.Required(field, "port name or number is required");
                break;
            case ("", var number):
                errors.Invalid($"{field}.service.port.number", number, Syntax.Port(number));
                break;
            case (var name, 0):
                errors.Invalid($"{field}.service.port.name", name, Syntax.PortName(name));
                break;
            default:
                errors.Invalid(field, "", "cannot set both port name & port number");
                break;
        }
    }

    private static void Resource(JsonObject resource, string field, FieldErrors errors)
    {
        if (resource.Str("apiGroup") is { } group)
        {
            errors.Invalid($"{field}.apiGroup", group, Syntax.DnsSubdomain(group));
        }

        foreach (var part in (string[])["kind", "name"])
        {
            if (resource.Str(part) is { Length: > 0 } value)
            {
                errors.Invalid($"{field}.{part}", value, Syntax.PathSegment(value));
            }
            else
            {
                errors.Required($"{field}.{part}");
            }
        }
    }
}
