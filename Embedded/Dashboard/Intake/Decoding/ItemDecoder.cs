using Workshop.Dashboard.Intake.Wire;
using Workshop.Dashboard.Telemetry;
using Workshop.Dashboard.Telemetry.Shelves;

namespace Workshop.Dashboard.Intake.Decoding;

/// <summary>The frame that all three requests share: resources, in them scopes, in them items. The request must have passed its <see cref="MessageShape"/>.</summary>
internal abstract class ItemDecoder(SourceReader sources)
{
    private const int Resources = 1 << 3 | WireType.Bytes;
    private const int Inner = 2 << 3 | WireType.Bytes;

    protected SourceReader Sources { get; } = sources;

    public WriteOutcome Decode(TelemetryShelves shelves, ReadOnlySpan<byte> request)
    {
        var rejections = new Rejections();
        var parts = new ProtoReader(request);
        while (parts.Read())
        {
            if (parts.Tag == Resources)
            {
                DecodeResource(shelves, parts.Bytes, rejections);
            }
        }

        return rejections.Outcome();
    }

    protected abstract void Decode(TelemetryShelves shelves, ResourceEntry resource, TelemetryScope scope, ReadOnlySpan<byte> item, Rejections rejections);

    /// <summary>How many items the sender counts in one: a metric has many points.</summary>
    protected virtual long CountIn(ReadOnlySpan<byte> item) => 1;

    private void DecodeResource(TelemetryShelves shelves, ReadOnlySpan<byte> part, Rejections rejections)
    {
        var resource = Sources.Resource(shelves, part);
        if (resource is null)
        {
            rejections.Add(CountAll(part), SourceReader.TooManyResources);
            return;
        }

        var scopes = new ProtoReader(part);
        while (scopes.Read())
        {
            if (scopes.Tag == Inner)
            {
                DecodeScope(shelves, resource, scopes.Bytes, rejections);
            }
        }
    }

    private void DecodeScope(TelemetryShelves shelves, ResourceEntry resource, ReadOnlySpan<byte> part, Rejections rejections)
    {
        var scope = Sources.Scope(part);
        var items = new ProtoReader(part);
        while (items.Read())
        {
            if (items.Tag == Inner)
            {
                Decode(shelves, resource, scope, items.Bytes, rejections);
            }
        }
    }

    private long CountAll(ReadOnlySpan<byte> part)
    {
        var count = 0L;
        var scopes = new ProtoReader(part);
        while (scopes.Read())
        {
            if (scopes.Tag != Inner)
            {
                continue;
            }

            var items = new ProtoReader(scopes.Bytes);
            while (items.Read())
            {
                count += items.Tag == Inner ? CountIn(items.Bytes) : 0;
            }
        }

        return count;
    }
}
