using System.Xml.Linq;

namespace Workshop.House.Tests;

/// <summary>One project file: which room it is and which rooms it points at.</summary>
/// <param name="Room">Its folder, relative to the root, with forward slashes.</param>
/// <param name="IsWeb">Whether it is published with settings files of its own.</param>
/// <param name="References">The rooms that it names; those that only order the build are left out.</param>
internal sealed record Project(string Room, string File, bool IsWeb, IReadOnlyList<string> References)
{
    /// <summary>Every project of the working copy.</summary>
    public static IReadOnlyList<Project> All { get; } = [.. WorkingCopy.Files.Where(file => file.EndsWith(".csproj", StringComparison.Ordinal)).Select(Read).OrderBy(project => project.Room, StringComparer.Ordinal)];

    public bool IsTest => Room.StartsWith("Tests/", StringComparison.Ordinal);

    private static Project Read(string file)
    {
        var xml = XDocument.Load(Repository.PathOf(file)).Root!;
        var room = Path.GetDirectoryName(file)!.Replace('\\', '/');
        // An Aspire host names its services as resources: it builds them and sees none of their types, unless a reference says otherwise.
        var isAspireHost = xml.Attribute("Sdk")?.Value.StartsWith("Aspire.AppHost.Sdk", StringComparison.Ordinal) == true;
        var references = xml.Descendants()
            .Where(element => element.Name.LocalName == "ProjectReference" && !OnlyOrdersTheBuild(element))
            .Where(element => !isAspireHost || element.Attribute("IsAspireProjectResource")?.Value == "false")
            .Select(element => element.Attribute("Include")?.Value)
            .OfType<string>()
            .Where(include => !include.Contains("$(", StringComparison.Ordinal))
            .Select(include => RoomOf(room, include));
        return new Project(room, file, xml.Attribute("Sdk")?.Value == "Microsoft.NET.Sdk.Web", [.. references]);
    }

    // The AppHost knows its services as names and paths; it does not see their types.
    private static bool OnlyOrdersTheBuild(XElement reference) =>
        reference.Attributes().Cast<XObject>().Concat(reference.Elements()).Any(part => part switch
        {
            XAttribute attribute => attribute.Name.LocalName == "ReferenceOutputAssembly" && attribute.Value == "false",
            XElement element => element.Name.LocalName == "ReferenceOutputAssembly" && element.Value == "false",
            _ => false,
        });

    private static string RoomOf(string room, string include)
    {
        var full = Path.GetFullPath(Path.Combine(Repository.Root, room, include.Replace('\\', '/')));
        return Path.GetRelativePath(Repository.Root, Path.GetDirectoryName(full)!).Replace('\\', '/');
    }
}
