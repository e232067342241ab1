using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Endpoints;

/// <summary>Settings of the endpoints, beside those that all services share.</summary>
/// <param name="Secret">Null when none is given.</param>
/// <param name="IsCatchAll">Default false. True: every unknown path answers Hello, as the original did.</param>
internal sealed record EndpointSettings(string? Secret, bool IsCatchAll)
{
    public const string SecretKey = "Workshop:Secret";

    /// <exception cref="ServiceDefaults.ServiceException">A value is wrong.</exception>
    public static EndpointSettings From(IConfiguration configuration)
    {
        var reader = new SettingsReader(configuration);
        var settings = new EndpointSettings(reader.Text(SecretKey), reader.Boolean("Workshop:CatchAll"));
        reader.ThrowIfWrong();
        return settings;
    }
}
