using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Selectors;

/// <summary>A choice of objects by a few of their fields: <c>metadata.name=a,status.phase!=Running</c>.</summary>
internal sealed class FieldSelector
{
    private static readonly string[] Common = ["metadata.name", "metadata.namespace"];

    // Which other fields a kind can be chosen by, in the order that Kubernetes names them.
    private static readonly Dictionary<string, string[]> Special = new()
    {
        ["Pod"] = ["spec.nodeName", "spec.restartPolicy", "spec.schedulerName", "spec.serviceAccountName", "spec.hostNetwork", "status.phase", "status.podIP", "status.podIPs", "status.nominatedNodeName"],
        ["Event"] =
        [
            "involvedObject.kind", "involvedObject.namespace", "involvedObject.name", "involvedObject.uid", "involvedObject.apiVersion", "involvedObject.resourceVersion",
            "involvedObject.fieldPath", "reason", "reportingComponent", "source", "type",
        ],
        ["Event.events.k8s.io"] =
        [
            "regarding.kind", "regarding.namespace", "regarding.name", "regarding.uid", "regarding.apiVersion", "regarding.resourceVersion",
            "regarding.fieldPath", "reason", "reportingController", "type",
        ],
        ["Namespace"] = ["status.phase"],
        ["Node"] = ["spec.unschedulable"],
        ["Secret"] = ["type"],
        ["Service"] = ["spec.clusterIP", "spec.type"],
        ["ReplicaSet"] = ["status.replicas"],
        ["ReplicationController"] = ["status.replicas"],
        ["Job"] = ["status.successful"],
    };

    private readonly IReadOnlyList<(string Field, bool Equal, string Value)> _terms;

    private FieldSelector(IReadOnlyList<(string, bool, string)> terms) => _terms = terms;

    public static FieldSelector Everything { get; } = new([]);

    public bool IsEverything => _terms.Count == 0;

    /// <exception cref="StatusException">400: not a selector, or a field that the kind cannot be chosen by.</exception>
    public static FieldSelector Parse(string? text, ResourceKind kind)
    {
        if (string.IsNullOrEmpty(text))
        {
            return Everything;
        }

        string[] known = [.. Common, .. kind.Custom?.SelectableFields ?? Special.GetValueOrDefault(NameOf(kind), [])];
        var terms = new List<(string, bool, string)>();
        foreach (var part in Split(text).Where(part => part.Length > 0))
        {
            var term = Term(part) ?? throw StatusErrors.BadRequest($"invalid selector: '{text}'; can't understand '{part}'");
            if (!known.Contains(term.Field))
            {
                throw StatusErrors.BadRequest(Unknown(kind, term.Field));
            }

            terms.Add(term);
        }

        return new FieldSelector(terms);
    }

    public bool Matches(StoredObject item)
    {
        // The terms that need no look into the object come up most: get -w, wait and delete choose by name.
        JsonObject? body = null;
        return _terms.All(term => term.Equal == (term.Field switch
        {
            "metadata.name" => item.Key.Name,
            "metadata.namespace" => item.Key.Namespace,
            _ => Read(body ??= item.ToJson(), term.Field),
        } == term.Value));
    }

    // Of kinds that share a name, the one of another group has the group with it.
    private static string NameOf(ResourceKind kind) => kind.StoredAs is { } kept && kept.Group != kind.Group ? $"{kind.Kind}.{kind.Group}" : kind.Kind;

    // Only these two: the words of the kinds that Kubernetes serves with a conversion function of their own differ.
    private static string Unknown(ResourceKind kind, string field) => Special.ContainsKey(NameOf(kind)) || kind.Custom is not null
        ? $"field label not supported: {field}"
        : $"{GoText.Quote(field)} is not a known field selector: only \"metadata.name\", \"metadata.namespace\"";

    private static string Read(JsonObject body, string field) => field switch
    {
        "source" => body.Obj("source").Str("component") ?? body.Str("reportingComponent") ?? "",
        "spec.unschedulable" or "spec.hostNetwork" => Walk(body, field) is { Length: > 0 } flag ? flag : "false",
        "status.podIPs" => body.Obj("status").Items("podIPs").FirstOrDefault().Str("ip") ?? "",
        "status.successful" => Walk(body, "status.succeeded") is { Length: > 0 } succeeded ? succeeded : "0",
        "status.replicas" => Walk(body, field) is { Length: > 0 } count ? count : "0",
        _ => Walk(body, field),
    };

    private static string Walk(JsonObject body, string field)
    {
        JsonNode? at = body;
        foreach (var name in field.Split('.'))
        {
            at = (at as JsonObject)?[name];
        }

        return at.Text();
    }

    // a!=b before a==b before a=b: the first sign that occurs decides.
    private static (string Field, bool Equal, string Value)? Term(string part)
    {
        for (var i = 0; i < part.Length; i++)
        {
            var rest = part.AsSpan(i);
            var (length, equal) = rest.StartsWith("!=") ? (2, false) : rest.StartsWith("==") ? (2, true) : rest[0] == '=' ? (1, true) : (0, false);
            if (length > 0)
            {
                return (part[..i], equal, Unescape(part[(i + length)..]));
            }
        }

        return null;
    }

    // A backslash takes the next character as it is: values may contain commas and equal signs.
    private static IEnumerable<string> Split(string text)
    {
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\\')
            {
                i++;
            }
            else if (text[i] == ',')
            {
                yield return text[start..i];
                start = i + 1;
            }
        }

        yield return text[start..];
    }

    private static string Unescape(string value) =>
        value.Replace("\\,", ",", StringComparison.Ordinal).Replace("\\=", "=", StringComparison.Ordinal).Replace("\\\\", "\\", StringComparison.Ordinal);
}
