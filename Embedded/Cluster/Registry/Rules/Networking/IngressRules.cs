using System.Net;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Networking;

internal sealed class IngressRules : KindRules
{
    private const string Backend = "backend";
    private const string ClassAnnotation = "kubernetes.io/ingress.class";
    private static readonly string[] Forbidden = ["//", "/./", "/../", "%2f", "%2F"];

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
        var i = 0;
        foreach (var rule in spec.Items("rules"))
        {
            Rule(rule, $"spec.rules[{i++}]", errors);
        }

        if (i == 0 && spec.Obj("defaultBackend") is null)
        {
            errors.Invalid("spec", new GoExpression("[]networking.IngressRule(nil)"), "either `defaultBackend` or `rules` must be specified");
        }

        if (spec.Obj("defaultBackend") is { } backend)
        {
            CheckBackend(backend, "spec.defaultBackend", errors);
        }

        var note = body.Obj("metadata").Obj("annotations").Str(ClassAnnotation);
        if (old is null && note is not null && spec.Str("ingressClassName") is not null)
        {
            errors.Invalid($"annotations.{ClassAnnotation}", note, "can not be set when the class field is also set");
        }

        if (spec.Str("ingressClassName") is { } name && Syntax.DnsSubdomain(name) is { } wrong)
        {
            errors.Invalid("spec.ingressClassName", name, wrong);
        }
    }

    private static void Rule(JsonObject rule, string field, FieldErrors errors)
    {
        Host(rule.Str("host") ?? "", $"{field}.host", errors);

        if (rule.Obj("http") is not { } http)
        {
            return;
        }

        var i = 0;
        foreach (var path in http.Items("paths"))
        {
            Path(path, $"{field}.http.paths[{i++}]", errors);
        }

        if (i == 0)
        {
            errors.Required($"{field}.http.paths");
        }
    }

    private static void Host(string host, string field, FieldErrors errors)
    {
        if (IPAddress.TryParse(host, out _))
        {
            errors.Invalid(field, host, "must be a DNS name, not an IP address");
        }

        var wrong = host.Length == 0 ? null : host.Contains('*', StringComparison.Ordinal) ? Syntax.WildcardSubdomain(host) : Syntax.DnsSubdomain(host);
        if (wrong is not null)
        {
            errors.Invalid(field, host, wrong);
        }
    }

    private static void Path(JsonObject path, string field, FieldErrors errors)
    {
        var (type, text) = (path.Str("pathType"), path.Str("path") ?? "");
        switch (type)
        {
            case null or "":
                errors.Required($"{field}.pathType", "pathType must be specified");
                break;
            case "Exact" or "Prefix":
                if (!text.StartsWith('/'))
                {
                    errors.Invalid($"{field}.path", text, "must be an absolute path");
                }
                else if (Forbidden.FirstOrDefault(part => text.Contains(part, StringComparison.Ordinal)) is { } part)
                {
                    errors.Invalid($"{field}.path", text, $"must not contain '{part}'");
                }

                break;
            case "ImplementationSpecific":
                break;
            default:
                errors.Unsupported($"{field}.pathType", type, "Exact", "ImplementationSpecific", "Prefix");
                break;
        }

        CheckBackend(path.Obj(Backend) ?? [], $"{field}.{Backend}", errors);
    }

    private static void CheckBackend(JsonObject backend, string field, FieldErrors errors)
    {
        if (backend.Obj("service") is not { } service)
        {
            if (backend.Obj("resource") is null)
            {
                errors.Required($"{field}.service", "must specify service or resource");
            }

            return;
        }

        if (string.IsNullOrEmpty(service.Str("name")))
        {
            errors.Required($"{field}.service.name");
        }

        var port = service.Obj("port");
        var (name, number) = (port.Str("name") ?? "", port.Int("number") ?? 0);
        if (name.Length > 0 == (number != 0))
        {
            (string Detail, bool Both) problem = name.Length > 0 ? ("cannot set both port name & port number", true) : ("port name or number is required", false);
            if (problem.Both)
            {
                errors.Invalid($"{field}.service.port.name", name, problem.Detail);
            }
            else
            {
                errors.Required($"{field}.service.port", problem.Detail);
            }
        }
        else if (number != 0 && Syntax.Port(number) is { } wrong)
        {
            errors.Invalid($"{field}.service.port.number", number, wrong);
        }
    }
}
