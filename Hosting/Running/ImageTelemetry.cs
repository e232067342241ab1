using Workshop.Cluster.Images;

namespace Workshop.Hosting.Running;

/// <summary>
/// Tells the workshop's images where telemetry goes, as Aspire tells its projects: the catalogue holds OpenTelemetry's own variables with
/// <c>{otlpEndpoint}</c> and <c>{otlpHeaders}</c> to be filled in. So a lab's plain Deployment of hello exports like the application's own,
/// a container's own setting wins, and no key stands in a manifest.
/// </summary>
internal static class ImageTelemetry
{
    private const string Endpoint = "{otlpEndpoint}";
    private const string Headers = "{otlpHeaders}";

    /// <param name="endpoint">Null: nobody receives telemetry, and the images are told of nobody.</param>
    public static ImageCatalogue Fill(ImageCatalogue images, Uri? endpoint, string headers) => new([.. images.Images.Select(image => image with
    {
        Environment = image.Environment is { } variables && IsTold(variables) ? Fill(variables, endpoint, headers) : image.Environment,
    })]);

    private static bool IsTold(IReadOnlyDictionary<string, string> variables) => variables.Values.Any(value => value.Contains(Endpoint, StringComparison.Ordinal));

    private static Dictionary<string, string> Fill(IReadOnlyDictionary<string, string> variables, Uri? endpoint, string headers) => variables
        .Where(variable => endpoint is not null || !variable.Key.StartsWith("OTEL_", StringComparison.Ordinal))
        .Where(variable => headers.Length > 0 || variable.Value != Headers)
        .ToDictionary(
            variable => variable.Key,
            variable => variable.Value.Replace(Endpoint, endpoint?.ToString().TrimEnd('/'), StringComparison.Ordinal).Replace(Headers, headers, StringComparison.Ordinal));
}
