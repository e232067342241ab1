using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
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
        { ProjectPath: { } path } => Of(path),
        _ => throw new InvalidOperationException($"'{workload.Name}' has neither a project nor an image."),
    };

    /// <summary>The same, of Aspire's resource; null for one that is neither a project nor a container.</summary>
    public static ImageName? Find(IResource resource) => resource switch
    {
        ProjectResource when resource.Annotations.OfType<IProjectMetadata>().LastOrDefault() is { } project => Of(project.ProjectPath),
        ContainerResource when WorkloadReader.ImageOf(resource) is { } image => new(image.Repository, image.Tag),
        _ => null,
    };

    public override string ToString() => $"{Repository}:{Tag}";

    private static ImageName Of(string projectPath) => new($"workshop/{FileName(projectPath).ToLowerInvariant()}", FirstVersion);

    // The path may have been written on another system than this one.
    private static string FileName(string path) => Path.GetFileNameWithoutExtension(path[(path.LastIndexOfAny(['/', '\\']) + 1)..]);
}
