namespace Workshop.Dashboard.Telemetry.Packing;

/// <summary>A log record as it is kept. The bytes are: message, template (or nothing), event name, attributes; what queries filter by stands beside them.</summary>
internal readonly record struct PackedLog(long Time, LogSeverity Severity, UInt128 TraceId, ulong SpanId, bool HasTemplate, byte[] Bytes, PackedSource Source)
{
    public LogRecord Unpack(long id)
    {
        var reader = new PackReader(Bytes, Source.Table);
        return new LogRecord(
            id,
            new DateTimeOffset(Time, TimeSpan.Zero),
            Severity,
            reader.Text(),
            HasTemplate ? reader.Text() : null,
            reader.Text(),
            reader.Tags(),
            TraceId == default ? null : TelemetryIds.Text(TraceId),
            SpanId == 0 ? null : TelemetryIds.Text(SpanId),
            Source.Scope,
            Source.Resource.Resource);
    }

    /// <summary>Whether the message, the category or an attribute's value has the text.</summary>
    public bool Contains(string text)
    {
        var reader = new PackReader(Bytes, Source.Table);
        if (Has(Source.Scope.Name, text) || Has(reader.Text(), text))
        {
            return true;
        }

        if (HasTemplate)
        {
            reader.Text();
        }

        return Has(reader.Text(), text) || reader.Tags().Any(tag => Has(tag.Value, text));
    }

    private static bool Has(string one, string text) => one.Contains(text, StringComparison.OrdinalIgnoreCase);
}
