#nullable enable

using Aspire.Hosting.ApplicationModel;

namespace Aspire.Hosting;

public class ProjectResourceOptions
{
    public ProjectResourceOptions() => throw null!;
    public string? LaunchProfileName { get => throw null!; set => throw null!; }
    public bool ExcludeLaunchProfile { get => throw null!; set => throw null!; }
    public bool ExcludeKestrelEndpoints { get => throw null!; set => throw null!; }
}
