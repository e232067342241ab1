using OpenTelemetry.Exporter;
using Workshop.ServiceDefaults.Telemetry;

namespace Workshop.ServiceDefaults.Tests.Telemetry;

public class TelemetryMistakeTests
{
    [Fact]
    public void What_the_library_throws_is_told_in_one_line()
    {
        var failure = Record.Exception(() => new OtlpTraceExporter(new OtlpExporterOptions { Headers = "bad" }).Dispose());

        Assert.NotNull(failure);
        Assert.StartsWith("OpenTelemetry cannot start as its variables (OTEL_…) say: ", TelemetryMistake.Explain(new InvalidOperationException("", failure)), StringComparison.Ordinal);
    }

    [Fact]
    public void Any_other_failure_is_not_its_own() => Assert.Null(TelemetryMistake.Explain(Record.Exception(() => int.Parse("x", System.Globalization.CultureInfo.InvariantCulture))!));
}
