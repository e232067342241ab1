using System.Text.Json.Nodes;
using Workshop.Cluster.Registry.Custom.Expressions;

namespace Workshop.Cluster.Registry.Rules.Definitions;

/// <summary>CustomResourceDefinitions: defaults, and one class for each part that can be wrong.</summary>
internal sealed class DefinitionRules : KindRules
{
    public override bool CountsGenerations => true;

    public override bool AllowsUnconditionalUpdate => false;

    /// <summary>Nothing is accepted yet: the definition's loop says what is.</summary>
    public override JsonObject FirstStatus(JsonObject body) => new()
    {
        ["conditions"] = new JsonArray(),
        ["acceptedNames"] = new JsonObject { ["plural"] = "", ["kind"] = "" },
        ["storedVersions"] = new JsonArray([.. StorageVersions(body).Select(version => (JsonNode)version)]),
    };

    public override void Default(JsonObject body)
    {
        var spec = body.Ensure("spec");
        var names = spec.Ensure("names");
        var kind = names.Str("kind") ?? "";
        if (kind.Length > 0)
        {
            names.Default("singular", kind.ToLowerInvariant());
            names.Default("listKind", kind + "List");
        }

        spec.Default("conversion", new JsonObject { ["strategy"] = "None" });
    }

    /// <summary>Objects may have been kept in every version that was once the stored one.</summary>
    public override void CarryOver(JsonObject old, JsonObject body)
    {
        var status = body.Ensure("status");
        var stored = status.Strings("storedVersions").Union(StorageVersions(body)).ToList();
        status["storedVersions"] = new JsonArray([.. stored.Select(version => (JsonNode)version)]);
    }

    public override IEnumerable<string> Warnings(JsonObject body, JsonObject? old) =>
        body.Obj("spec").Items("versions").SelectMany(version => Rules(version.Obj("schema").Obj("openAPIV3Schema")).Select(rule => (Rule: rule, Why: ValidationRule.WhyNotEvaluated(rule))).Where(entry => entry.Why is not null).Select(entry =>
            $"spec.versions[name={version.Str("name")}].schema.openAPIV3Schema: this cluster keeps the rule {GoText.Quote(entry.Rule.Str("rule") ?? "")} and does not evaluate it: it has no {entry.Why}"));

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var spec = body.Obj("spec")!;
        var (group, plural) = (spec.Str("group") ?? "", spec.Obj("names").Str("plural") ?? "");
        var name = body.Obj("metadata").Str("name") ?? "";
        if (old is null && name.Length > 0 && name != $"{plural}.{group}")
        {
            errors.Invalid("metadata.name", name, "must be spec.names.plural+\".\"+spec.group");
        }

        GroupValidation.Validate(group, body.Obj("metadata").Obj("annotations"), old, errors);
        ScopeAndConversion(spec, errors);
        NamesValidation.Validate(spec.Obj("names")!, errors);
        VersionsValidation.Validate(spec, errors);
        StoredVersions(body, errors);
        if (old is not null && IsEstablished(old))
        {
            Unchanged(old.Obj("spec")!, spec, errors);
        }
    }

    internal static bool IsEstablished(JsonObject body) =>
        body.Obj("status").Items("conditions").Any(condition => condition.Str("type") == "Established" && condition.Str("status") == "True");

    private static IEnumerable<string> StorageVersions(JsonObject body) =>
        body.Obj("spec").Items("versions").Where(version => version.Flag("storage") is true).Select(version => version.Str("name") ?? "");

    private static IEnumerable<JsonObject> Rules(JsonNode? node) => node switch
    {
        JsonObject map => map.Items("x-kubernetes-validations").Concat(map.SelectMany(pair => Rules(pair.Value))),
        JsonArray list => list.SelectMany(Rules),
        _ => [],
    };

    private static void ScopeAndConversion(JsonObject spec, FieldErrors errors)
    {
        switch (spec.Str("scope"))
        {
            case "Cluster" or "Namespaced":
                break;
            case null or "":
                errors.Required("spec.scope");
                break;
            case var scope:
                errors.Unsupported("spec.scope", scope, "Cluster", "Namespaced");
                break;
        }

        if (spec.Obj("conversion").Str("strategy") is not "None" and var strategy)
        {
            // Nothing here could call the webhook: refused at once, rather than at the first object of another version.
            errors.Unsupported("spec.conversion.strategy", strategy ?? "", "None");
        }

        if (spec.Flag("preserveUnknownFields") is true)
        {
            errors.Invalid("spec.preserveUnknownFields", true, "cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead");
        }
    }

    private static void StoredVersions(JsonObject body, FieldErrors errors)
    {
        var names = body.Obj("spec").Items("versions").Select(version => version.Str("name")).ToList();
        var stored = body.Obj("status").Strings("storedVersions").ToList();
        for (var i = 0; i < stored.Count; i++)
        {
            if (!names.Contains(stored[i]))
            {
                errors.Invalid($"status.storedVersions[{i}]", stored[i], "must appear in spec.versions");
            }
        }
    }

    private static void Unchanged(JsonObject old, JsonObject spec, FieldErrors errors)
    {
        var pairs = new (string Field, string? Old, string? New)[]
        {
            ("spec.scope", old.Str("scope"), spec.Str("scope")),
            ("spec.names.kind", old.Obj("names").Str("kind"), spec.Obj("names").Str("kind")),
            ("spec.group", old.Str("group"), spec.Str("group")),
            ("spec.names.plural", old.Obj("names").Str("plural"), spec.Obj("names").Str("plural")),
        };
        foreach (var (field, _, now) in pairs.Where(pair => pair.Old != pair.New))
        {
            errors.Invalid(field, now, "field is immutable");
        }
    }
}
