using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Running;

/// <summary>Every name in <c>Workshop:Debug</c> is a project of the model: a name that is mistyped would silently debug nothing.</summary>
internal static class DebugNames
{
    /// <exception cref="DistributedApplicationException">One is not.</exception>
    public static void Check(RunSettings settings, IEnumerable<IResource> resources)
    {
        var projects = resources.OfType<ProjectResource>().Select(project => project.Name).ToList();
        var unknown = settings.Debug.Where(name => name != "*" && !projects.Contains(name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (unknown.Count > 0)
        {
            throw new DistributedApplicationException(
                $"Workshop:Debug: {string.Join(", ", unknown.Select(name => $"'{name}'"))} is no project of this application. It has {string.Join(", ", projects.Select(name => $"'{name}'"))}; '*' stands for all.");
        }
    }
}
