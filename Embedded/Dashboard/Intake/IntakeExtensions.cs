using System.Net;
using Grpc.AspNetCore.Server.Model;
using Grpc.Core;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using Workshop.Dashboard.Intake.Doors;
using Workshop.Dashboard.Telemetry;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.Dashboard.Intake;

internal static class IntakeExtensions
{
    private static readonly Dictionary<string, TelemetryKind> Paths = new(StringComparer.Ordinal)
    {
        ["/v1/traces"] = TelemetryKind.Traces,
        ["/v1/logs"] = TelemetryKind.Logs,
        ["/v1/metrics"] = TelemetryKind.Metrics,
    };

    /// <summary>OTLP over gRPC and over HTTP, each at an address of its own. Needs <see cref="TelemetryStoreExtensions.AddTelemetryStore"/>.</summary>
    public static void AddIntake(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddSingleton<IValidateOptions<IntakeOptions>, IntakeOptionsValidator>();
        services.AddOptions<IntakeOptions>().BindConfiguration(IntakeOptions.Section).ValidateOnStart();
        services.AddSingleton<ApiKeyCheck>();
        services.AddSingleton<IntakeWriter>();
        services.AddHostedService(provider => provider.GetRequiredService<IntakeWriter>());
        services.AddSingleton<TelemetryIntake>();
        services.AddSingleton<OtlpHttp>();
        services.AddSingleton<OtlpGrpc>();
        services.AddSingleton<IServiceMethodProvider<OtlpGrpc>, OtlpGrpcMethods>();
        services.AddGrpc();
        services.AddOptions<Grpc.AspNetCore.Server.GrpcServiceOptions>().Configure<IOptions<IntakeOptions>>((grpc, options) =>
        {
            grpc.MaxReceiveMessageSize = options.Value.MaxRequestBytes;
            grpc.CompressionProviders = [new BoundedGzip(options.Value.MaxRequestBytes)];
        });
        builder.Listen(builder.ListenAddress("Workshop:Otlp:Grpc", "127.0.0.1:4317"), HttpProtocols.Http2);
        builder.Listen(builder.ListenAddress("Workshop:Otlp:Http", "127.0.0.1:4318"), HttpProtocols.Http1);
    }

    /// <summary>Before everything else: what comes to an address for telemetry goes a way of its own, and meets neither login nor pages.</summary>
    public static void MapIntake(this WebApplication app)
    {
        var intake = Pipeline(app);
        app.Use((context, next) =>
        {
            if (!IntakeListener.IsOf(context))
            {
                return next(context);
            }

            // The pages' routing has looked at it already.
            context.SetEndpoint(null);
            return intake(context);
        });
    }

    private static void Listen(this WebApplicationBuilder builder, IPEndPoint address, HttpProtocols protocols) =>
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(address, listener =>
        {
            listener.Protocols = protocols;
            IntakeListener.MarkConnections(listener);
        }));

    // A builder of its own, because the application's shares its routes with every branch.
    private static RequestDelegate Pipeline(WebApplication app)
    {
        var door = new ApplicationBuilder(app.Services);
        door.UseMiddleware<IntakeDoor>();
        door.UseRouting();
        door.UseEndpoints(routes =>
        {
            routes.MapGrpcService<OtlpGrpc>();
            var http = app.Services.GetRequiredService<OtlpHttp>();
            foreach (var (path, kind) in Paths)
            {
                routes.MapPost(path, context => http.ExportAsync(context, kind));
            }

            routes.MapFallback("{**path}", WriteNotFoundAsync);
        });
        return door.Build();
    }

    private static Task WriteNotFoundAsync(HttpContext context) => HttpRefusal.WriteAsync(
        context, StatusCode.NotFound, $"Telemetry is taken at {string.Join(", ", Paths.Keys.Select(path => $"POST {path}"))}.", TimeSpan.Zero);
}
