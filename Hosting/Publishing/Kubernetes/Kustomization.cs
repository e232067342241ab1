using System.Text.Json.Nodes;
using Workshop.Hosting.Deploying;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing.Files;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Publishing.Kubernetes;

/// <summary>A folder that <c>kubectl apply -k</c> takes: objects of its own, others' that it builds on, and what it changes in them.</summary>
/// <param name="Folder">Relative to the output folder.</param>
/// <param name="Comment">What it is for, in one line; the first of its kustomization.yaml.</param>
internal sealed record Kustomization(string Folder, string Comment)
{
    /// <summary>Folders that it builds on, relative to its own.</summary>
    public IReadOnlyList<string> BuildsOn { get; init; } = [];

    /// <summary>Components (see kustomize) that it takes in, relative to its own folder.</summary>
    public IReadOnlyList<string> Components { get; init; } = [];

    public IReadOnlyList<JsonObject> Objects { get; init; } = [];

    public IReadOnlyList<JsonObject> Patches { get; init; } = [];

    /// <summary>Images by the name that the base has, and what stands for it here.</summary>
    public IReadOnlyList<ImageChange> Images { get; init; } = [];

    /// <summary>True: meant to be taken in by others, not to be applied.</summary>
    public bool IsComponent { get; init; }

    /// <summary>By which it is chosen.</summary>
    public string Name => Folder[(Folder.LastIndexOf('/') + 1)..];

    /// <summary>A path relative to this folder, as one relative to the output folder.</summary>
    public string Resolve(string path)
    {
        var parts = new List<string>(Folder.Split('/'));
        foreach (var part in path.Split('/'))
        {
            if (part == "..")
            {
                parts.RemoveAt(parts.Count - 1);
            }
            else
            {
                parts.Add(part);
            }
        }

        return string.Join('/', parts);
    }

    public IEnumerable<PublishedFile> Files()
    {
        yield return new($"{Folder}/kustomization.yaml", $"# {Comment}\n{YamlText.Of(Content())}");
        foreach (var item in Objects)
        {
            yield return new($"{Folder}/{FileName(item)}", YamlText.Of(item));
        }

        foreach (var patch in Patches)
        {
            yield return new($"{Folder}/{PatchName(patch)}", YamlText.Of(patch));
        }
    }

    private static string FileName(JsonObject item) => $"{item["kind"]!.GetValue<string>().ToLowerInvariant()}-{item["metadata"]!["name"]!.GetValue<string>()}.yaml";

    private static string PatchName(JsonObject patch) => $"patch-{FileName(patch)}";

    private JsonObject Content()
    {
        var content = new JsonObject
        {
            ["apiVersion"] = IsComponent ? "kustomize.config.k8s.io/v1alpha1" : "kustomize.config.k8s.io/v1beta1",
            ["kind"] = IsComponent ? "Component" : "Kustomization",
        };
        Add(content, "resources", [.. BuildsOn.Concat(Objects.Select(FileName)).Select(path => JsonValue.Create(path))]);
        Add(content, "components", [.. Components.Select(path => JsonValue.Create(path))]);
        Add(content, "patches", [.. Patches.Select(patch => new JsonObject { ["path"] = PatchName(patch) })]);
        Add(content, "images", [.. Images.Select(image => image.ToJson())]);
        return content;
    }

    private static void Add(JsonObject content, string name, JsonNode[] items)
    {
        if (items.Length > 0)
        {
            content[name] = new JsonArray(items);
        }
    }
}

/// <summary>What stands for an image of the base.</summary>
internal sealed record ImageChange(string Name, string NewName)
{
    /// <summary>The application's own images, as they are called in a registry.</summary>
    /// <param name="registry">Null: as the base calls them.</param>
    public static IReadOnlyList<ImageChange> To(string? registry, ApplicationModel model) =>
        registry is null ? [] : [.. Patch.Projects(model).Select(workload => new ImageChange(ImageName.Of(workload).Repository, PublishedImage.Of(workload, registry).Name))];

    public JsonObject ToJson() => new() { ["name"] = Name, ["newName"] = NewName };
}
