using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.ServiceDefaults.Listening;

internal static class ListeningExtensions
{
    // As many as Linux lets wait to be accepted. Of more than there is room for the first packet is dropped, and comes again a second later, then three.
    private const int Backlog = 4096;

    private static readonly string[] Heard = [WebHostDefaults.ServerUrlsKey, WebHostDefaults.HttpPortsKey, WebHostDefaults.HttpsPortsKey];

    /// <summary>One Kestrel for the application's listeners; health has a server of its own, which starts before and ends after it.</summary>
    public static void AddListeners(this WebApplicationBuilder builder, bool offersHttps)
    {
        var plan = ListenPlan.From(builder.Configuration, ServiceSettings.Of(builder).PodAddress, offersHttps);
        builder.Services.AddSingleton(plan);
        builder.Services.AddRoutingCore();

        // The plan has heard them; Kestrel would warn at every start that it does not listen where they say. A source of its own: a value that is set is lost when another source comes.
        builder.Configuration.AddInMemoryCollection(Heard.Select(key => KeyValuePair.Create(key, (string?)"")));
        builder.WebHost.UseKestrelCore();
        builder.Services.Configure<SocketTransportOptions>(sockets => sockets.Backlog = Backlog);
        if (plan.Https is not null)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
        }

        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.RequestHeaderEncodingSelector = HostEncoding.For!;
            var limit = kestrel.ApplicationServices.GetService<ConnectionLimit>();
            kestrel.Listen(plan.Http, listener =>
            {
                listener.Protocols = HttpProtocols.Http1;
                listener.UseLimit(limit);
                listener.TakeAnyScheme();
            });
            if (plan.Https is { } https)
            {
                kestrel.ListenWithTls(https, limit);
            }
        });
    }

    private static void ListenWithTls(this KestrelServerOptions kestrel, IPEndPoint endPoint, ConnectionLimit? limit)
    {
        var tls = kestrel.ApplicationServices.GetRequiredService<IServerTls>();
        kestrel.Listen(endPoint, listener =>
        {
            // Before TLS: what is refused shall cost no handshake.
            listener.UseLimit(limit);
            listener.UseHttps(new TlsHandshakeCallbackOptions { OnConnection = _ => ValueTask.FromResult(tls.Current) });
            listener.TakeAnyScheme();
        });
    }

    private static void UseLimit(this ListenOptions listener, ConnectionLimit? limit)
    {
        if (limit is not null)
        {
            listener.Use(next => connection => limit.ServeAsync(connection, next));
        }
    }
}
