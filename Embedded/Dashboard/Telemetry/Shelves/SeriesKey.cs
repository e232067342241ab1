using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>One sender's one set of attributes.</summary>
/// <param name="Attributes">As text in which nothing can be mistaken: see <see cref="Of"/>.</param>
internal readonly record struct SeriesKey(ResourceEntry Resource, string Attributes)
{
    /// <param name="resource">The sender.</param>
    /// <param name="attributes">Sorted by key.</param>
    public static SeriesKey Of(ResourceEntry resource, ImmutableArray<TelemetryTag> attributes) =>
        new(resource, string.Concat(attributes.Select(tag => $"{tag.Key.Length}:{tag.Key}{(int)tag.Kind}{tag.Value.Length}:{tag.Value}")));
}
