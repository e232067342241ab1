using System.Text.Json;

namespace Workshop.Cluster.Images;

/// <summary>The images that pods of this cluster can name, each an ordinary command of this machine. Made by the AppHost's build; anything else is ErrImagePull.</summary>
public sealed record ImageCatalogue(IReadOnlyList<CatalogueImage> Images)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { ReadCommentHandling = JsonCommentHandling.Skip };

    public static ImageCatalogue Empty { get; } = new([]);

    /// <exception cref="JsonException">The file is not a catalogue.</exception>
    public static ImageCatalogue Load(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<ImageCatalogue>(file, Json) ?? Empty;
    }

    /// <summary>The same images with <c>{clusterKey}</c> filled in: a random key of this cluster, so that programs that must share a secret can, without a well-known one.</summary>
    internal ImageCatalogue WithClusterKey(string key) => new([.. Images.Select(image => image with
    {
        Environment = image.Environment?.ToDictionary(pair => pair.Key, pair => pair.Value.Replace("{clusterKey}", key, StringComparison.Ordinal)),
    })]);
}

/// <summary>One repository name with its tags.</summary>
/// <param name="Name">Repository without tag, and without registry if that is Docker Hub, such as <c>workshop/hello</c> or <c>redis</c>.</param>
/// <param name="Tags">The tags that exist; <c>*</c> stands for any.</param>
/// <param name="Command">What the image's ENTRYPOINT is, absolute paths; empty for images whose command is always given (busybox: the host's tools).</param>
/// <param name="Args">What the image's CMD is: replaced by a container's own <c>args</c>.</param>
/// <param name="Environment">Set before the container's own variables. <c>{tag}</c> stands for the tag and <c>{podIP}</c> for the pod's address, here and in Args;
/// <c>{clusterKey}</c>, here only, for a random key that all images of one cluster share.</param>
/// <param name="Tools">Folders put in front of PATH for the container and for exec.</param>
/// <param name="IsPlain">The program knows nothing of Docs/pod-contract.md: neither where to bind nor the cluster's names. Who makes its pods tells it both; the cluster itself does not look.</param>
/// <param name="BindArgs">Arguments appended to tell a program that is not ours where to listen, such as <c>--bind {podIP}</c>; empty for programs that read WORKSHOP_POD_IP.</param>
/// <param name="NativeProject">The project file of which a native build of the program can be published. Who makes such builds looks at it; the cluster itself does not.</param>
/// <param name="NativeProgram">Absolute path of a native build of the program, whether it is there yet or not: a container that starts while it is there runs it in the program's place.</param>
public sealed record CatalogueImage(
    string Name,
    IReadOnlyList<string> Tags,
    IReadOnlyList<string> Command,
    IReadOnlyList<string>? Args = null,
    IReadOnlyDictionary<string, string>? Environment = null,
    IReadOnlyList<string>? Tools = null,
    IReadOnlyList<string>? BindArgs = null,
    bool IsPlain = false,
    string? NativeProject = null,
    string? NativeProgram = null)
{
    /// <summary>What a container that starts now runs.</summary>
    internal IReadOnlyList<string> CommandNow => NativeProgram is not null && Command.Count > 0 && File.Exists(NativeProgram) ? [NativeProgram, .. Command.Skip(1)] : Command;

    /// <summary>A word of the program's that says which of its services is meant, such as <c>redis-server</c>; null for programs that are one.</summary>
    public string? Verb => Command is [_, .., var verb] && !verb.Contains('/') && !verb.Contains('\\') ? verb : null;

    /// <summary>The names that the image's program has in a container: what its commands are called there.</summary>
    public IReadOnlyList<string> EntryNames => Command is [var program, ..]
        ? Verb is { } verb ? [verb] : [.. new[] { Name[(Name.LastIndexOf('/') + 1)..], Path.GetFileName(program) }.Distinct(StringComparer.Ordinal)]
        : [];
}
