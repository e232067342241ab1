using System.Text.Json.Nodes;

namespace Workshop.Hosting.Translation;

/// <summary>One Kubernetes object of the application.</summary>
/// <param name="Resource">The resource that it was made for; null for the namespace.</param>
internal sealed record TranslatedObject(string? Resource, JsonObject Body)
{
    public string Kind => Body["kind"]!.GetValue<string>();

    public string Name => Body["metadata"]!["name"]!.GetValue<string>();

    public override string ToString() => $"{Kind} '{Name}'";
}
