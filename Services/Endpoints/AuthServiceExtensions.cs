using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Endpoints.Keys;
using Workshop.Endpoints.Lab;
using Workshop.Endpoints.Login;
using Workshop.Endpoints.Logout;
using Workshop.Endpoints.OpenApi;
using Workshop.Endpoints.Revocations;
using Workshop.Endpoints.Tokens;
using Workshop.Endpoints.Version;

namespace Workshop.Endpoints;

/// <summary>The endpoints of auth: <c>/login</c>, <c>/logout</c>, <c>/.well-known/jwks.json</c>, <c>/version</c>.</summary>
public static class AuthServiceExtensions
{
    public static WebApplicationBuilder AddAuth(this WebApplicationBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.AddLogin();
        builder.Services.AddSingleton<AuthMetrics>();
        builder.Services.AddSingleton<TokenIssuer>();
        builder.Services.AddTokenChecks();
        builder.AddVersion();
        builder.AddLab();
        return builder;
    }

    public static WebApplication MapAuth(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseLab();
        app.MapLoginEndpoint();
        app.MapLogoutEndpoint();
        app.MapJwksEndpoint();
        app.MapVersion();
        app.MapOpenApiDocument();
        return app;
    }

    /// <summary><c>/revocations</c>, for services that check tokens in processes of their own.</summary>
    public static WebApplication MapFollowers(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.MapRevocationFeed();
        return app;
    }
}
