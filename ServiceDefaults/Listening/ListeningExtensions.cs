using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.Extensions.DependencyInjection;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Listening;

internal static class ListeningExtensions
{
    /// <summary>One Kestrel for the application's listeners; health has a server of its own, which starts before and ends after it.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, bool offersHttps)
    {
        var plan = ListenPlan.From(builder.Configuration, ServiceSettings.Of(builder).PodAddress, offersHttps);
        builder.Services.AddSingleton(plan);
        builder.Services.AddRoutingCore();
        builder.WebHost.UseKestrelCore();
        if (plan.Https is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(plan.Http, listener => listener.Protocols = HttpProtocols.Http1);
            if (plan.Https is { } https)
            {
                kestrel.ListenWithTls(https);
            }
        });
    }

    private static void ListenWithTls(this KestrelServerOptions kestrel, IPEndPoint endPoint)
    {
        var tls = kestrel.ApplicationServices.GetRequiredService<IServerTls>();
        kestrel.Listen(endPoint, listener => listener.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.Current) }));
    }
}
