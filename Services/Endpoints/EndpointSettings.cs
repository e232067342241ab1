using Microsoft.Extensions.Configuration;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Revocations;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints;

/// <summary>Settings of the endpoints, beside those that all services share.</summary>
internal sealed record EndpointSettings
{
    public const string SecretKey = "Workshop:Secret";
    public const string JwksKey = "Workshop:Jwks";
    public const string RevocationsKey = "Workshop:Revocations";
    public const string SigningLeadKey = "Workshop:Signing:Lead";

    /// <value>Null when none is given. A key of its own (<see cref="KeyText.Setting"/>) or <see cref="Jwks"/> wins over it.</value>
    public string? Secret { get; private init; }

    /// <value>Where auth publishes its keys; null: tokens are checked with the secret.</value>
    public Uri? Jwks { get; private init; }

    /// <value>Where auth tells what was revoked; default: beside <see cref="Jwks"/>.</value>
    public Uri? Revocations { get; private init; }

    /// <value>Default 10 s, at most 1 h. How long a new key is published before it signs: longer than it takes until every replica has its file.</value>
    public TimeSpan SigningLead { get; private init; }

    /// <value>Whether auth has a key of its own, at start.</value>
    public bool HasSigningKey { get; private init; }

    /// <value>Default false. True: every unknown path answers Hello, as the original did.</value>
    public bool IsCatchAll { get; private init; }

    /// <exception cref="ServiceDefaults.ServiceException">A value is wrong.</exception>
    public static EndpointSettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var jwks = Address(reader, JwksKey);
        var settings = new EndpointSettings
        {
            Secret = reader.Text(SecretKey),
            Jwks = jwks,
            Revocations = Address(reader, RevocationsKey) ?? (jwks is null ? null : new Uri(jwks, RevocationFeedEndpoint.Path)),
            SigningLead = reader.Duration(SigningLeadKey, TimeSpan.FromSeconds(10), TimeSpan.FromHours(1)),
            HasSigningKey = reader.Text(KeyText.Setting) is not null,
            IsCatchAll = reader.Boolean("Workshop:CatchAll"),
        };
        reader.ThrowIfWrong();
        return settings;
    }

    private static Uri? Address(SettingsReader reader, string key)
    {
        if (reader.Text(key) is not { } text)
        {
            return null;
        }

        if (Uri.TryCreate(text, UriKind.Absolute, out var uri) && uri.Scheme is ("http" or "https"))
        {
            return uri;
        }

        reader.Find($"{key}: '{text}' is not an address such as 'http://auth{JwksEndpoint.Path}'.");
        return null;
    }
}
