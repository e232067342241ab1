namespace Workshop.ServiceDefaults.Telemetry;

/// <summary>Tells a failure of OpenTelemetry's own at start from any other: it comes of its variables, of which new ones may mean what nobody here has heard of.</summary>
internal static class TelemetryMistake
{
    /// <returns>Null for every other failure.</returns>
    public static string? Explain(Exception failure)
    {
        for (var inner = failure; inner is not null; inner = inner.InnerException)
        {
            if (inner.StackTrace?.Contains("   at OpenTelemetry.", StringComparison.Ordinal) == true)
            {
                return $"OpenTelemetry cannot start as its variables (OTEL_…) say: {failure.GetBaseException().Message.ReplaceLineEndings(" ")}";
            }
        }

        return null;
    }
}
