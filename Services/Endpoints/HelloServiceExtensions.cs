using Microsoft.AspNetCore.Builder;
using Workshop.Endpoints.Hello;
using Workshop.Endpoints.Lab;
using Workshop.Endpoints.OpenApi;
using Workshop.Endpoints.Secure;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Version;

namespace Workshop.Endpoints;

/// <summary>The endpoints of hello: <c>/</c>, <c>/secure</c>, <c>/version</c>.</summary>
public static class HelloServiceExtensions
{
    public static WebApplicationBuilder AddHello(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddTokenChecks();
        builder.AddVersion();
        builder.AddLab();
        return builder;
    }

    public static WebApplication MapHello(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseLab();
        app.MapHelloEndpoint(EndpointSettings.From(app.Configuration).IsCatchAll);
        app.MapSecureEndpoint();
        app.MapVersion();
        app.MapOpenApiDocument();
        return app;
    }
}
