using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Display;

/// <summary>A sender as an address names it: <c>hello</c>, <c>hello/hello-7d4b9-x2x</c>, or a pod's name alone, as links from a cluster have it.</summary>
internal static class ResourceChoice
{
    public static string TextOf(TelemetryResource resource) => $"{resource.Service}/{resource.Instance}";

    public static ResourceFilter Parse(string? text, IEnumerable<ResourceSummary> known)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return ResourceFilter.Any;
        }

        var parts = text.Split('/', 2);
        if (parts.Length == 2)
        {
            return new(parts[0], parts[1]);
        }

        var summaries = known as IReadOnlyCollection<ResourceSummary> ?? [.. known];
        var isPod = summaries.All(summary => summary.Resource.Service != text) && summaries.Any(summary => summary.Resource.Instance == text);
        return isPod ? new(null, text) : new(text);
    }
}
