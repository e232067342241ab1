using Workshop.Cluster.Images;
using Workshop.Hosting.NativePrograms;

namespace Workshop.Hosting.Tests.NativePrograms;

/// <summary>The files of a restored and built project, and of one that it refers to.</summary>
internal sealed class BuiltProject : IDisposable
{
    private static readonly DateTime WrittenAt = new(2026, 1, 1, 12, 0, 0, DateTimeKind.Utc);

    private readonly TemporaryFolder _all = new();

    public BuiltProject(string name)
    {
        Folder = _all.PathOf(name);
        BuiltFolder = Path.Combine(Folder, "bin");
        Project = Path.Combine(Folder, $"{name}.csproj");
        Program = Path.Combine(BuiltFolder, "hello");
        Assembly = Path.Combine(BuiltFolder, "hello.dll");
        Source = Write(Path.Combine(_all.PathOf("Shared"), "Shared.cs"), WrittenAt);
        Write(Project, WrittenAt);
        Write(Path.Combine(Folder, "obj", "project.assets.json"), WrittenAt, """{ "libraries": { "Shared/1.0.0": { "msbuildProject": "../Shared/Shared.csproj" }, "Other/2.0.0": {} } }""");
        Write(Program, WrittenAt);
        Write(Assembly, WrittenAt.AddMinutes(1));
    }

    public string Folder { get; }

    public string BuiltFolder { get; }

    public string Project { get; }

    public string Program { get; }

    public string Assembly { get; }

    /// <summary>A source file of the project that it refers to.</summary>
    public string Source { get; }

    public CatalogueImage Image => new("workshop/hello", ["*"], [Program], NativeProject: Project);

    public NativeBuild Build => Xunit.Assert.Single(NativeBuilds.Plan(new ImageCatalogue([Image])).Builds);

    public void Edit() => File.SetLastWriteTimeUtc(Source, WrittenAt.AddHours(1));

    public void BuildAgain() => File.SetLastWriteTimeUtc(Assembly, WrittenAt.AddHours(2));

    public void Dispose() => _all.Dispose();

    private static string Write(string path, DateTime at, string text = "")
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        File.SetLastWriteTimeUtc(path, at);
        return path;
    }
}
