using System.Collections.Immutable;

namespace Workshop.Dashboard.Telemetry.Shelves;

/// <summary>Who has sent something. Equal service, instance and attributes, equal resource.</summary>
internal sealed class ResourceShelf(int limit)
{
    private readonly Dictionary<string, ResourceEntry> _byKey = new(StringComparer.Ordinal);

    /// <returns>Null when as many as may be are known, and something is kept of each.</returns>
    public ResourceEntry? GetOrAdd(TelemetryResource resource, DateTimeOffset now)
    {
        var key = KeyOf(resource);
        if (!_byKey.TryGetValue(key, out var entry))
        {
            if (_byKey.Count >= limit && !ForgetOne())
            {
                return null;
            }

            entry = new ResourceEntry(resource);
            _byKey.Add(key, entry);
        }

        entry.LastSeen = now;
        return entry;
    }

    public ImmutableArray<ResourceSummary> All() =>
        [.. _byKey.Values.Select(entry => entry.Summarize()).OrderBy(one => one.Resource.Service, StringComparer.Ordinal).ThenBy(one => one.Resource.Instance, StringComparer.Ordinal)];

    private bool ForgetOne()
    {
        var (key, _) = _byKey.Where(one => one.Value.IsEmpty).OrderBy(one => one.Value.LastSeen).FirstOrDefault();
        return key is not null && _byKey.Remove(key);
    }

    // Lengths in front keep values apart from each other, whatever is in them.
    private static string KeyOf(TelemetryResource resource) =>
        string.Concat(resource.Attributes.OrderBy(tag => tag.Key, StringComparer.Ordinal)
            .SelectMany(tag => new[] { tag.Key, tag.Value })
            .Prepend(resource.Instance)
            .Prepend(resource.Service)
            .Select(part => $"{part.Length}:{part}"));
}
