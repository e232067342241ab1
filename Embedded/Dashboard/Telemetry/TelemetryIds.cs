using System.Globalization;

namespace Workshop.Dashboard.Telemetry;

/// <summary>Ids of traces and spans: numbers inside, hexadecimal digits outside.</summary>
internal static class TelemetryIds
{
    public static string Text(UInt128 traceId) => traceId.ToString("x32", CultureInfo.InvariantCulture);

    public static string Text(ulong spanId) => spanId.ToString("x16", CultureInfo.InvariantCulture);

    public static bool TryTrace(string text, out UInt128 traceId)
    {
        traceId = default;
        return text.Length == 32 && UInt128.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out traceId);
    }

    public static bool TrySpan(string text, out ulong spanId)
    {
        spanId = 0;
        return text.Length == 16 && ulong.TryParse(text, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out spanId);
    }
}
