using Workshop.Dashboard.Display;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.StructuredLogs;

/// <summary>What the address of the page says, made a query.</summary>
internal static class LogListState
{
    public const int PageSize = 100;

    /// <value>As the address has them, with what they are called.</value>
    public static IReadOnlyList<(string Value, string Text)> Levels { get; } =
    [
        ("", "All levels"),
        ("debug", "Debug and up"),
        ("information", "Information and up"),
        ("warning", "Warning and up"),
        ("error", "Error and up"),
        ("critical", "Critical"),
    ];

    /// <param name="level">Anything unknown is all levels: an old link still opens.</param>
    /// <param name="page">From one on.</param>
    public static LogQuery QueryOf(string? resource, string? level, string? text, string? traceId, string? spanId, int page, IEnumerable<ResourceSummary> known) => new()
    {
        Resource = ResourceChoice.Parse(resource, known),
        MinimumSeverity = LevelOf(level) is { } named ? Enum.Parse<LogSeverity>(named, ignoreCase: true) : LogSeverity.Unspecified,
        Text = text?.Trim() ?? "",
        TraceId = Trimmed(traceId),
        SpanId = Trimmed(spanId),
        Skip = (Math.Clamp(page, 1, int.MaxValue / PageSize) - 1) * PageSize,
        Take = PageSize,
    };

    /// <returns>The level as the list has it; null for all.</returns>
    public static string? LevelOf(string? level) =>
        Levels.Select(known => known.Value).FirstOrDefault(known => known.Length > 0 && string.Equals(known, level, StringComparison.OrdinalIgnoreCase));

    private static string? Trimmed(string? id) => string.IsNullOrWhiteSpace(id) ? null : id.Trim().ToLowerInvariant();
}
