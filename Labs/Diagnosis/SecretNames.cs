using System.Text.RegularExpressions;

namespace Workshop.Labs.Diagnosis;

/// <summary>Whether a name says that its value is secret.</summary>
internal static partial class SecretNames
{
    public static bool IsSecret(string name) => Telling().IsMatch(name);

    // REDIS_PASSWORD, ConnectionStrings__redis, OTEL_EXPORTER_OTLP_HEADERS, Dashboard__ApiKey, REDIS_URI
    [GeneratedRegex("passw|_pwd|authorization|cookie|secret|token|api_?key|private_?key|signing|credential|connectionstring|headers|hash|_uri$", RegexOptions.IgnoreCase)]
    private static partial Regex Telling();
}
