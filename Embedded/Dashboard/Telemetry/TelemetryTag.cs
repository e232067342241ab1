namespace Workshop.Dashboard.Telemetry;

/// <summary>A key with its value, as a sender gave it: what OTLP calls an attribute.</summary>
/// <param name="Key">Such as <c>http.request.method</c>.</param>
/// <param name="Value">What to show: text as it is, numbers invariant, lists and maps as JSON, bytes as Base64. Cut at the limit of <see cref="TelemetryOptions.MaxAttributeLength"/>.</param>
/// <param name="Kind">What it was on the wire.</param>
public sealed record TelemetryTag(string Key, string Value, TagKind Kind = TagKind.Text);
