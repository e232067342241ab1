using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Workshop.ServiceDefaults.Health;

namespace Workshop.ServiceDefaults.Listening;

/// <summary>Where this process really listens, for people who read the log.</summary>
internal sealed class ListeningPlaces(IServer server, HealthServer health)
{
    /// <returns>Such as <c>http://127.0.0.1:8080, https://127.0.0.1:8443, health on 127.0.0.1:8081</c>.</returns>
    public string Describe() => $"{string.Join(", ", server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [])}, health on {health.Address}";
}
