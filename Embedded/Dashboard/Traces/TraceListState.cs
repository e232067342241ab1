using System.Globalization;
using Workshop.Dashboard.Display;
using Workshop.Dashboard.Telemetry;

namespace Workshop.Dashboard.Traces;

/// <summary>What the address of the list says, made a query.</summary>
internal static class TraceListState
{
    public const int PageSize = 100;

    /// <value>In milliseconds, as the address has them.</value>
    public static IReadOnlyList<(string Value, string Text)> Durations { get; } =
    [
        ("", "Any duration"),
        ("10", "10 ms and longer"),
        ("100", "100 ms and longer"),
        ("1000", "1 s and longer"),
        ("10000", "10 s and longer"),
    ];

    /// <param name="longerThan">Milliseconds; anything else is any duration.</param>
    /// <param name="page">From one on.</param>
    public static TraceQuery QueryOf(string? resource, string? text, bool onlyErrors, string? longerThan, int page, IEnumerable<ResourceSummary> known) => new()
    {
        Resource = ResourceChoice.Parse(resource, known),
        Text = text?.Trim() ?? "",
        OnlyErrors = onlyErrors,
        MinimumDuration = MinimumOf(longerThan),
        Skip = (Math.Clamp(page, 1, int.MaxValue / PageSize) - 1) * PageSize,
        Take = PageSize,
    };

    private static TimeSpan MinimumOf(string? longerThan) =>
        double.TryParse(longerThan, NumberStyles.Float, CultureInfo.InvariantCulture, out var milliseconds) && milliseconds is > 0 and < 1e12
            ? TimeSpan.FromMilliseconds(milliseconds)
            : TimeSpan.Zero;
}
