using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Which image a workload runs. A project <c>Services/Hello/Hello.csproj</c> is <c>workshop/hello</c>, as the build's catalogue has it.</summary>
internal sealed record ImageName(string Repository, string Tag)
{
    /// <summary>The version that the application starts with; 2.0.0 and 3.0.0 are what learners roll out.</summary>
    public const string FirstVersion = "1.0.0";

    public static ImageName Of(Workload workload) => workload switch
    {
        { Image: { } image } => new(image.Repository, image.Tag),
        { ProjectPath: { } path } => new($"workshop/{FileName(path).ToLowerInvariant()}", FirstVersion),
        _ => throw new InvalidOperationException($"'{workload.Name}' has neither a project nor an image."),
    };

    public override string ToString() => $"{Repository}:{Tag}";

    // The path may have been written on another system than this one.
    private static string FileName(string path) => Path.GetFileNameWithoutExtension(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
}
