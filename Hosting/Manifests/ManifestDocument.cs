using System.Text.Json.Nodes;

namespace Workshop.Hosting.Manifests;

/// <summary>An object of a manifest.</summary>
/// <param name="Source">Where it stands: <c>deploy.yaml, document 2</c>.</param>
/// <param name="Body">It has an apiVersion, a kind and a name.</param>
internal sealed record ManifestDocument(string Source, JsonObject Body)
{
    private const string Definitions = "apiextensions.k8s.io/";

    public string ApiVersion => Body["apiVersion"]!.GetValue<string>();

    public string Kind => Body["kind"]!.GetValue<string>();

    public string Name => Body["metadata"]!["name"]!.GetValue<string>();

    /// <summary>Null where it names none.</summary>
    public string? Namespace => Body["metadata"]!["namespace"]?.GetValue<string>();

    public bool IsNamespace => (ApiVersion, Kind) is ("v1", "Namespace");

    public bool IsDefinition => Kind == "CustomResourceDefinition" && ApiVersion.StartsWith(Definitions, StringComparison.Ordinal);

    /// <summary>As messages name it: <c>deploy.yaml, document 2 (Deployment 'web')</c>.</summary>
    public override string ToString() => $"{Source} ({Kind} '{Name}')";
}
