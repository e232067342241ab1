using Workshop.ServiceDefaults.Listening;

namespace Workshop.Gateway.Tls;

internal static class TlsExtensions
{
    public static void AddTls(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<IServerTls, GatewayTls>();
    }
}
