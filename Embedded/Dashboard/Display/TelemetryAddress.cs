namespace Workshop.Dashboard.Display;

/// <summary>Addresses of the telemetry pages, for everything that links to them.</summary>
internal static class TelemetryAddress
{
    /// <param name="span">To open with this span's details.</param>
    public static string Trace(string trace, string? span = null) =>
        $"/traces/{Uri.EscapeDataString(trace)}{Query(("span", span))}";

    /// <param name="resource">A service, or service and instance as <c>hello/hello-7d4b9-x2x</c>, or an instance alone.</param>
    public static string Traces(string? resource = null, string? text = null) => "/traces" + Query(("resource", resource), ("text", text));

    public static string Logs(string? resource = null, string? trace = null, string? span = null) =>
        "/structuredlogs" + Query(("resource", resource), ("traceId", trace), ("spanId", span));

    public static string Metrics(string? resource = null, string? meter = null, string? instrument = null) =>
        "/metrics" + Query(("resource", resource), ("meter", meter), ("instrument", instrument));

    /// <returns>With its question mark; parameters without a value are left out.</returns>
    public static string Query(params IEnumerable<(string Name, string? Value)> parameters)
    {
        var given = parameters.Where(parameter => !string.IsNullOrEmpty(parameter.Value))
            .Select(parameter => $"{parameter.Name}={Uri.EscapeDataString(parameter.Value!)}").ToList();
        return given.Count == 0 ? "" : "?" + string.Join('&', given);
    }
}
