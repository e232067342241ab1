using Workshop.Cluster.Images;
using Workshop.Hosting.Dashboard;

namespace Workshop.Hosting.Tests.Dashboard;

public class DashboardTelemetryTests
{
    private static readonly Uri Endpoint = new("http://127.0.0.1:18889");

    private static readonly ImageCatalogue Images = new(
    [
        new CatalogueImage("workshop/hello", ["1.0.0"], ["/hello"], Environment: new Dictionary<string, string>
        {
            ["Workshop__Version"] = "{tag}",
            ["OTEL_EXPORTER_OTLP_ENDPOINT"] = "{otlpEndpoint}",
            ["OTEL_EXPORTER_OTLP_HEADERS"] = "{otlpHeaders}",
            ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "grpc",
        }),
        new CatalogueImage("own", ["1"], ["/own"], Environment: new Dictionary<string, string> { ["OTEL_SERVICE_NAME"] = "own" }),
    ]);

    [Fact]
    public void Images_are_told_where_telemetry_goes_and_with_which_key() => Assert.Equal(
        ["OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:18889", "OTEL_EXPORTER_OTLP_HEADERS=x-otlp-api-key=k", "OTEL_EXPORTER_OTLP_PROTOCOL=grpc", "Workshop__Version={tag}"],
        VariablesOf("workshop/hello", DashboardTelemetry.Fill(Images, Endpoint, "x-otlp-api-key=k")));

    [Fact]
    public void A_receiver_that_asks_for_no_key_gets_no_header() =>
        Assert.DoesNotContain(VariablesOf("workshop/hello", DashboardTelemetry.Fill(Images, Endpoint, "")), line => line.StartsWith("OTEL_EXPORTER_OTLP_HEADERS", StringComparison.Ordinal));

    [Fact]
    public void Without_a_receiver_images_are_told_of_none_and_keep_what_is_their_own()
    {
        var filled = DashboardTelemetry.Fill(Images, endpoint: null, "");

        Assert.Equal(["Workshop__Version={tag}"], VariablesOf("workshop/hello", filled));
        Assert.Equal(["OTEL_SERVICE_NAME=own"], VariablesOf("own", filled));
    }

    private static IEnumerable<string> VariablesOf(string image, ImageCatalogue images) =>
        images.Images.Single(candidate => candidate.Name == image).Environment!.Select(pair => $"{pair.Key}={pair.Value}").Order(StringComparer.Ordinal);
}
