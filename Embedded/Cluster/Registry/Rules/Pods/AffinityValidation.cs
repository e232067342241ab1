using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of a pod's affinities.</summary>
internal static class AffinityValidation
{
    private const string Required = "requiredDuringSchedulingIgnoredDuringExecution";
    private const string Preferred = "preferredDuringSchedulingIgnoredDuringExecution";

    public static void Validate(JsonObject? affinity, string at, FieldErrors errors)
    {
        Node(affinity.Obj("nodeAffinity"), $"{at}.nodeAffinity", errors);
        Pod(affinity.Obj("podAffinity"), $"{at}.podAffinity", errors);
        Pod(affinity.Obj("podAntiAffinity"), $"{at}.podAntiAffinity", errors);
    }

    /// <summary>Of nodes: also what a volume asks of them.</summary>
    public static void NodeSelector(JsonObject selector, string at, FieldErrors errors)
    {
        if (!selector.Items("nodeSelectorTerms").Any())
        {
            errors.Required($"{at}.nodeSelectorTerms", "must have at least one node selector term");
        }

        foreach (var (i, term) in selector.Items("nodeSelectorTerms").Index())
        {
            Term(term, $"{at}.nodeSelectorTerms[{i}]", checksValues: true, errors);
        }
    }

    private static void Node(JsonObject? affinity, string at, FieldErrors errors)
    {
        if (affinity.Obj(Required) is { } required)
        {
            NodeSelector(required, $"{at}.{Required}", errors);
        }

        foreach (var (i, preference) in affinity.Items(Preferred).Index())
        {
            Weight(preference, $"{at}.{Preferred}[{i}]", errors);
            Term(preference.Obj("preference"), $"{at}.{Preferred}[{i}].preference", checksValues: false, errors);
        }
    }

    private static void Weight(JsonObject preference, string at, FieldErrors errors)
    {
        if ((preference.Int("weight") ?? 0) is (< 1 or > 100) and var weight)
        {
            errors.Invalid($"{at}.weight", weight, "must be in the range 1-100");
        }
    }

    private static void Term(JsonObject? term, string at, bool checksValues, FieldErrors errors)
    {
        foreach (var (i, expression) in term.Items("matchExpressions").Index())
        {
            Label(expression, $"{at}.matchExpressions[{i}]", checksValues, errors);
        }

        foreach (var (i, expression) in term.Items("matchFields").Index())
        {
            Field(expression, $"{at}.matchFields[{i}]", errors);
        }
    }

    private static void Label(JsonObject expression, string at, bool checksValues, FieldErrors errors)
    {
        var values = expression.Strings("values").ToList();
        if (expression.Str("operator") is not ("Gt" or "Lt"))
        {
            LabelSelectorValidation.Operator(expression, at, errors);
        }
        else if (values.Count != 1)
        {
            errors.Required($"{at}.values", "must be specified single value when `operator` is 'Lt' or 'Gt'");
        }

        errors.Invalid($"{at}.key", expression.Str("key") ?? "", Syntax.QualifiedName(expression.Str("key") ?? ""));
        foreach (var (i, value) in values.Index().Where(_ => checksValues))
        {
            errors.Invalid($"{at}.values[{i}]", value, Syntax.LabelValue(value));
        }
    }

    private static void Field(JsonObject expression, string at, FieldErrors errors)
    {
        var (does, key) = (expression.Str("operator") ?? "", expression.Str("key") ?? "");
        if (does is not ("In" or "NotIn"))
        {
            errors.Invalid($"{at}.operator", does, "not a valid selector operator");
        }
        else if (expression.Strings("values").Count() != 1)
        {
            errors.Required($"{at}.values", "must be only one value when `operator` is 'In' or 'NotIn' for node field selector");
        }

        if (key != "metadata.name")
        {
            errors.Invalid($"{at}.key", key, "not a valid field selector key");
            return;
        }

        foreach (var (i, value) in expression.Strings("values").Index())
        {
            errors.Invalid($"{at}.values[{i}]", value, Syntax.DnsSubdomain(value));
        }
    }

    private static void Pod(JsonObject? affinity, string at, FieldErrors errors)
    {
        foreach (var (i, term) in affinity.Items(Required).Index())
        {
            PodTerm(term, $"{at}.{Required}[{i}]", errors);
        }

        foreach (var (i, preference) in affinity.Items(Preferred).Index())
        {
            Weight(preference, $"{at}.{Preferred}[{i}]", errors);
            PodTerm(preference.Obj("podAffinityTerm"), $"{at}.{Preferred}[{i}].podAffinityTerm", errors);
        }
    }

    private static void PodTerm(JsonObject? term, string at, FieldErrors errors)
    {
        LabelSelectorValidation.Validate(term.Obj("labelSelector"), $"{at}.labelSelector", errors);
        LabelSelectorValidation.Validate(term.Obj("namespaceSelector"), $"{at}.namespaceSelector", errors);
        foreach (var name in term.Strings("namespaces"))
        {
            errors.Invalid($"{at}.namespace", name, Syntax.DnsLabel(name));
        }

        LabelKeys(term, "matchLabelKeys", at, errors);
        LabelKeys(term, "mismatchLabelKeys", at, errors);
        foreach (var (i, key) in term.Strings("matchLabelKeys").Index().Where(pair => term.Strings("mismatchLabelKeys").Contains(pair.Item)))
        {
            errors.Invalid($"{at}.matchLabelKeys[{i}]", key, "exists in both matchLabelKeys and mismatchLabelKeys");
        }

        var topology = term.Str("topologyKey") ?? "";
        if (topology.Length == 0)
        {
            errors.Required($"{at}.topologyKey", "can not be empty");
        }

        errors.Invalid($"{at}.topologyKey", topology, Syntax.QualifiedName(topology));
    }

    private static void LabelKeys(JsonObject? term, string field, string at, FieldErrors errors)
    {
        if (term.Strings(field).Any() && term.Obj("labelSelector") is null)
        {
            errors.Forbidden($"{at}.{field}", "must not be specified when labelSelector is not set");
            return;
        }

        foreach (var (i, key) in term.Strings(field).Index())
        {
            errors.Invalid($"{at}.{field}[{i}]", key, Syntax.QualifiedName(key));
        }
    }
}
