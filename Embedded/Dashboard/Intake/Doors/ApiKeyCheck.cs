using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;

namespace Workshop.Dashboard.Intake.Doors;

/// <summary>Whether a sender may send.</summary>
internal sealed class ApiKeyCheck(IOptions<IntakeOptions> options)
{
    public const string Header = "x-otlp-api-key";

    // Hashes are of one length, so that a comparison tells nothing about the key's.
    private readonly byte[] _expected = SHA256.HashData(Encoding.UTF8.GetBytes(options.Value.ApiKey));

    public bool HasKey => options.Value.ApiKey.Length > 0;

    /// <returns>Null when it may.</returns>
    public string? WhyRefused(StringValues given)
    {
        if (!HasKey)
        {
            return options.Value.AllowAnonymous
                ? null
                : "This dashboard has no API key, so it takes nothing in. Set Workshop:Otlp:ApiKey, or Workshop:Otlp:AllowAnonymous=true if anybody may send.";
        }

        return given.Count == 1 && CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(given[0] ?? "")), _expected)
            ? null
            : $"Send the dashboard's API key in the header {Header} (OTEL_EXPORTER_OTLP_HEADERS={Header}=…).";
    }
}
