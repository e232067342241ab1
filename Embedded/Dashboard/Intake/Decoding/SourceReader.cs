using System.Collections.Immutable;
using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Packing;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>Who sent something: resources and scopes of a request. Equal ones become one object.</summary>
internal sealed class SourceReader(TagReader tags, TimeProvider clock)
{
    public const string TooManyResources = "As many resources as may be (Workshop:Telemetry:MaxResources) have sent something that is still kept.";
    private const int MaxCached = 4_096;
    private const string ServiceName = "service.name";
    private const string ServiceInstance = "service.instance.id";

    private readonly Dictionary<PackedSource, PackedSource> _sources = [];
    private StringTable? _table;

    /// <param name="shelves">Where it is looked up, or kept.</param>
    /// <param name="part">A ResourceSpans, ResourceLogs or ResourceMetrics.</param>
    /// <returns>Null when no further one may be kept.</returns>
    public ResourceEntry? Resource(TelemetryShelves shelves, ReadOnlySpan<byte> part)
    {
        var attributes = tags.Read(First(part), 1 << 3 | WireType.Bytes);
        var resource = new TelemetryResource(
            Value(attributes, ServiceName) is { Length: > 0 } service ? service : "unknown",
            Value(attributes, ServiceInstance),
            attributes.RemoveAll(tag => tag.Key is ServiceName or ServiceInstance));
        return shelves.Resources.GetOrAdd(resource, clock.GetUtcNow());
    }

    /// <param name="part">A ScopeSpans, ScopeLogs or ScopeMetrics.</param>
    public TelemetryScope Scope(ReadOnlySpan<byte> part)
    {
        var (name, version) = ("", "");
        var reader = new ProtoReader(First(part));
        while (reader.Read())
        {
            switch (reader.Tag)
            {
                case 1 << 3 | WireType.Bytes:
                    name = tags.Text.String(reader.Bytes);
                    break;
                case 2 << 3 | WireType.Bytes:
                    version = tags.Text.String(reader.Bytes);
                    break;
                default:
                    break;
            }
        }

        return new TelemetryScope(name, version);
    }

    public PackedSource Shared(StringTable table, ResourceEntry resource, TelemetryScope scope)
    {
        // A former table must not be held by this cache alone.
        if (_table != table || _sources.Count >= MaxCached)
        {
            _sources.Clear();
            _table = table;
        }

        var source = new PackedSource(table, resource, scope);
        if (_sources.TryGetValue(source, out var known))
        {
            return known;
        }

        _sources.Add(source, source);
        return source;
    }

    // Both a resource and a scope are field 1 of the part that they introduce.
    private static ReadOnlySpan<byte> First(ReadOnlySpan<byte> part)
    {
        ReadOnlySpan<byte> first = default;
        var reader = new ProtoReader(part);
        while (reader.Read())
        {
            if (reader.Tag == (1 << 3 | WireType.Bytes))
            {
                first = reader.Bytes;
            }
        }

        return first;
    }

    private static string Value(ImmutableArray<TelemetryTag> attributes, string key) => attributes.FirstOrDefault(tag => tag.Key == key)?.Value ?? "";
}
