using System.Globalization;
using System.Reflection;
using Workshop.Labs.Checks;
using Workshop.Labs.Packaging;

namespace Workshop.Labs.PackageIt;

internal static class PackageItChecks
{
    // The application alone; a base image with the runtime comes to it.
    private const long Budget = 20_000_000;

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("published", (_, _) => Task.FromResult(Published())),
        new("packed", (_, _) => Task.FromResult(Judge("monolith.tar"))),
        new("fixed", (_, _) => Task.FromResult(Judge("broken.tar"))),
    ];

    private static CheckResult Published()
    {
        var folder = PathOf("monolith");
        var (program, library) = (Path.Combine(folder, "Workshop.Monolith"), Path.Combine(folder, "Workshop.Monolith.dll"));
        if (!File.Exists(library) || !(File.Exists(program) || File.Exists(program + ".exe")))
        {
            return CheckResult.Red("no Workshop.Monolith in artifacts/monolith", "the program and what it loads", "dotnet publish --help");
        }

        return IsProgram(library)
            ? CheckResult.Green($"{Directory.EnumerateFiles(folder).Count()} files: a program and what it loads")
            : CheckResult.Red("a Workshop.Monolith.dll that is no program of .NET", "the program and what it loads", "dotnet publish --help");
    }

    // A file of that name proves nothing: the program says its name itself.
    private static bool IsProgram(string library)
    {
        try
        {
            return AssemblyName.GetAssemblyName(library).Name == "Workshop.Monolith";
        }
        catch (Exception e) when (e is BadImageFormatException or IOException)
        {
            return false;
        }
    }

    private static CheckResult Judge(string file)
    {
        var expected = string.Create(CultureInfo.InvariantCulture, $"a valid image, not root, of less than {Budget / 1_000_000} MB, with its program and no secrets");
        var lookAt = $"tar -tf artifacts/{file}";
        if (!File.Exists(PathOf(file)))
        {
            return CheckResult.Red($"no artifacts/{file}", expected, "./workshop pack --help");
        }

        try
        {
            var image = ImageReader.Read(PathOf(file));
            return Trouble(image) is { } trouble ? CheckResult.Red(trouble, expected, lookAt) : CheckResult.Green($"a valid image: user {image.RunsAs}, {image.Files.Count} files, {image.Bytes / 1_000_000.0:0.0} MB");
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException or KeyNotFoundException or InvalidOperationException)
        {
            return CheckResult.Red($"no image: {e.Message}", expected, lookAt);
        }
    }

    private static string? Trouble(ImageReader image) => image switch
    {
        { RunsAs: "" or "0" or "root" } => $"an image of user '{image.RunsAs}'",
        _ when image.Files.FirstOrDefault(name => name.Contains("password", StringComparison.OrdinalIgnoreCase)) is { } secret => $"an image with {secret} in it",
        _ when !image.Files.Contains(image.Program) => $"an image that starts {image.Program}, which is not in it",
        _ when image.Bytes >= Budget => string.Create(CultureInfo.InvariantCulture, $"an image of {image.Bytes / 1_000_000.0:0.0} MB"),
        _ => null,
    };

    private static string PathOf(string name) => Path.Combine(LabFiles.Find()?.Root ?? ".", "artifacts", name);
}
