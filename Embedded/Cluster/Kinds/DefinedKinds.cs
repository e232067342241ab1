using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds.Custom;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.Custom.Schemas;

namespace Workshop.Cluster.Kinds;

/// <summary>The rows that one CustomResourceDefinition adds: a row for each of its versions, once its names are established.</summary>
internal sealed class DefinedKinds
{
    private static readonly string[] Parts = ["status", "scale"];

    // What the rows depend on: as long as it is the same, they stay the same objects.
    private readonly string _source;

    private DefinedKinds(string source, IReadOnlyList<ResourceKind> rows)
    {
        _source = source;
        Rows = rows;
    }

    public IReadOnlyList<ResourceKind> Rows { get; }

    /// <param name="definition">A CustomResourceDefinition, valid as every stored one.</param>
    /// <param name="before">What it added until now; returned again if nothing that matters has changed.</param>
    public static DefinedKinds Of(StoredObject definition, DefinedKinds? before)
    {
        var body = definition.ToJson();
        var (spec, names) = (body.Obj("spec"), body.Obj("status").Obj("acceptedNames"));
        var isEstablished = body.Obj("status").Items("conditions").Any(condition => condition.Str("type") == "Established" && condition.Str("status") == "True");
        var isTerminating = body.Obj("metadata").Str("deletionTimestamp") is not null;
        var source = isEstablished ? $"{definition.Uid} {isTerminating} {names?.ToJsonString()} {spec?.ToJsonString()}" : definition.Uid;
        return before?._source == source ? before
            : new DefinedKinds(source, isEstablished ? [.. RowsOf(spec!, names!, isTerminating)] : []);
    }

    // Objects are kept in exactly one of the versions.
    private static IEnumerable<ResourceKind> RowsOf(JsonObject spec, JsonObject names, bool isTerminating)
    {
        var versions = spec.Items("versions").ToLookup(version => version.Flag("storage") is true);
        var kept = Row(spec, names, versions[true].Single(), isTerminating);
        return versions[false].Select(version => Row(spec, names, version, isTerminating) with { StoredAs = kept }).Prepend(kept);
    }

    private static ResourceKind Row(JsonObject spec, JsonObject names, JsonObject version, bool isTerminating)
    {
        var subresources = version.Obj("subresources");
        return new ResourceKind(spec.Str("group")!, version.Str("name")!, names.Str("kind")!, names.Str("plural")!, names.Str("singular") ?? "", typeof(CustomResource))
        {
            IsNamespaced = spec.Str("scope") == "Namespaced",
            ShortNames = [.. names.Strings("shortNames")],
            Categories = [.. names.Strings("categories")],
            Verbs = ResourceKind.CustomVerbs,
            Subresources = [.. Parts.Where(part => subresources?[part] is not null)],
            Custom = new CustomKind
            {
                Schema = SchemaReader.Read(version.Obj("schema").Obj("openAPIV3Schema") ?? []),
                SchemaText = version.Obj("schema").Obj("openAPIV3Schema")?.ToJsonString() ?? "{}",
                Columns = PrinterColumn.ReadAll(version.Items("additionalPrinterColumns")),
                Scale = subresources.Obj("scale") is { } scale ? ScalePaths.Read(scale) : null,
                SelectableFields = [.. version.Items("selectableFields").Select(field => (field.Str("jsonPath") ?? "").TrimStart('.'))],
                DeprecationWarning = version.Flag("deprecated") is true
                    ? version.Str("deprecationWarning") ?? $"{spec.Str("group")}/{version.Str("name")} {names.Str("kind")} is deprecated"
                    : null,
                HasStatus = subresources?["status"] is not null,
                IsServed = version.Flag("served") is true,
                IsTerminating = isTerminating,
            },
        };
    }
}
