using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Workshop.Gateway.Balancing;
using Workshop.Gateway.Health;
using Workshop.Gateway.Routes;
using Workshop.Gateway.Telemetry;
using Workshop.ServiceDefaults;
using Yarp.ReverseProxy.Health;
using Yarp.ReverseProxy.LoadBalancing;
using Yarp.ReverseProxy.ServiceDiscovery;
using Yarp.ReverseProxy.Transforms;

namespace Workshop.Gateway.Forwarding;

internal static class ForwardingExtensions
{
    public static void AddForwarding(this WebApplicationBuilder builder)
    {
        builder.KeepHeaderBytes();
        builder.Services.AddServiceDiscovery();
        builder.Services.AddSingleton<IDestinationResolver, NamesDestinationResolver>();
        builder.Services.AddSingleton<ILoadBalancingPolicy, WeightedPolicy>();
        builder.Services.AddSingleton<IPassiveHealthCheckPolicy, FailedAttemptPolicy>();
        builder.Services.AddSingleton<IAvailableDestinationsPolicy, ReadyDestinationsPolicy>();
        builder.Services.AddSingleton<GatewayMetrics>();
        builder.Services.AddReverseProxy()
            .LoadFromConfig(builder.Configuration.GetSection(RouteText.Section))
            .AddConfigFilter<ForwardingDefaults>()
            .AddTransforms(transforms => transforms.AddRequestTransform(transform =>
            {
                transform.ProxyRequest.RequestUri = RequestTarget.For(transform);
                return ValueTask.CompletedTask;
            }))
            .ConfigureHttpClient((_, handler) =>
            {
                handler.ConnectCallback = BackendConnection.OpenAsync;
                handler.RequestHeaderEncodingSelector = SentOnce.OnHeader;
                handler.ResponseHeaderEncodingSelector = (_, _) => HeaderBytes.Encoding;

                // Far below the backends' own keep-alive (130 s): an idle connection is closed here first, where no request is on its way.
                handler.PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30);

                // Where the system's resolver names the backends, this is how new addresses are found.
                handler.PooledConnectionLifetime = TimeSpan.FromMinutes(2);
            });

        builder.Services.KeepNoKeys();

        // ForwardingMiddleware says in one line what YARP says with a stack.
        builder.Logging.AddFilter("Yarp.ReverseProxy.Forwarder.HttpForwarder", LogLevel.Error);
    }

    /// <summary>The life of a request: route → limit → balance → forward, and again where that is safe.</summary>
    /// <exception cref="ServiceException">The routes make no sense.</exception>
    public static void MapForwarding(this WebApplication app)
    {
        Check(app.Configuration);
        try
        {
            app.MapReverseProxy(proxy =>
            {
                proxy.UseSessionAffinity();
                proxy.UseMiddleware<ForwardingMiddleware>();
                proxy.UseLoadBalancing();
                proxy.UsePassiveHealthChecks();
            });
        }
        catch (InvalidOperationException e) when (e.InnerException is AggregateException findings)
        {
            throw new ServiceException($"The routes cannot be used: {string.Join(' ', findings.InnerExceptions.Select(finding => finding.Message))}", e);
        }
    }

    // What a file says was checked when it was read; what variables and flags make of it, here.
    private static void Check(IConfiguration configuration)
    {
        var values = configuration.GetSection(RouteText.Section).AsEnumerable().Where(value => value.Value is not null).OrderBy(value => value.Key, StringComparer.Ordinal);
        var findings = values.Select(value => RouteCheck.Judge(value.Key, value.Value)).OfType<string>().Concat(RouteCheck.Find(configuration, _ => "").Select(finding => finding.Text)).ToList();
        if (findings.Count > 0)
        {
            throw new ServiceException($"The routes cannot be used: {string.Join(' ', findings)}");
        }
    }

    /// <summary>YARP brings data protection for one kind of session affinity. Left alone, it would write keys to the home folder at every first start; keys in memory do.</summary>
    private static void KeepNoKeys(this IServiceCollection services)
    {
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        foreach (var atStart in services.Where(service => service.ServiceType == typeof(IHostedService) && service.ImplementationType?.Assembly == typeof(KeyManagementOptions).Assembly).ToList())
        {
            services.Remove(atStart);
        }
    }
}
