using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Workshop.Cluster.Images;

namespace Workshop.Hosting.NativePrograms;

/// <summary>One program that can be had as native code, too, made of the same sources.</summary>
/// <param name="Name">The project's, such as <c>Hello</c>.</param>
/// <param name="Project">Full path of the project file.</param>
/// <param name="BuiltFolder">Where the ordinary build put the program.</param>
/// <param name="Target">Where the native build belongs: another folder for each state of the ordinary one.</param>
internal sealed record NativeBuild(string Name, string Project, string BuiltFolder, string Target);

/// <summary>Which native programs can be made for a catalogue, and where each is looked for.</summary>
internal static class NativeBuilds
{
    // What a native build belongs to: the assemblies and the settings beside them.
    private static readonly string[] Inputs = ["*.dll", "*.json"];

    /// <returns>The catalogue whose images know where their native programs would lie, and these, each once.</returns>
    public static (ImageCatalogue Images, IReadOnlyList<NativeBuild> Builds) Plan(ImageCatalogue images)
    {
        var builds = images.Images
            .Where(image => image is { NativeProject: not null, Command.Count: 1 } && File.Exists(image.Command[0]))
            .GroupBy(image => image.Command[0], StringComparer.Ordinal)
            .ToDictionary(group => group.Key, group => Build(group.First().NativeProject!, group.Key), StringComparer.Ordinal);
        var catalogue = new ImageCatalogue([.. images.Images.Select(image => image.Command is [var program] && image.NativeProject is not null && builds.TryGetValue(program, out var build)
            ? image with { NativeProgram = Path.Combine(build.Target, Path.GetFileName(program)) }
            : image)]);
        return (catalogue, [.. builds.Values]);
    }

    /// <summary>The name of the folder of one state of a built program: which program, and names, lengths and times of what it consists of.</summary>
    public static string FolderName(string builtFolder)
    {
        var state = new StringBuilder();
        foreach (var file in Inputs.SelectMany(pattern => new DirectoryInfo(builtFolder).EnumerateFiles(pattern)).OrderBy(file => file.Name, StringComparer.Ordinal))
        {
            state.Append(CultureInfo.InvariantCulture, $"{file.Name} {file.Length} {file.LastWriteTimeUtc.Ticks}\n");
        }

        // Two configurations of a project each have theirs.
        return $"{Hash(builtFolder)}-{Hash(state.ToString())}";
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static NativeBuild Build(string project, string program)
    {
        var folder = Path.GetDirectoryName(program)!;
        return new NativeBuild(Path.GetFileNameWithoutExtension(project), project, folder, Path.Combine(Path.GetDirectoryName(project)!, "obj", "aot", "programs", FolderName(folder)));
    }
}
