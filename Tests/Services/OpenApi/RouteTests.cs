using Microsoft.AspNetCore.Builder;
using Workshop.Endpoints;
using Workshop.Endpoints.OpenApi;
using Workshop.Endpoints.Tokens;
using Workshop.ServiceDefaults;

namespace Workshop.Services.Tests.OpenApi;

public class RouteTests
{
    [Fact]
    public async Task Every_route_of_the_application_is_described()
    {
        var builder = WebApplication.CreateEmptyBuilder(new());
        builder.AddServiceDefaults(["--Workshop:Lab=true"], EndpointFlags.Secret);
        builder.AddSigningKeysOrRandom();
        builder.AddHello();
        builder.AddAuth();
        await using var app = builder.Build();
        app.MapHello();
        app.MapAuth();

        var document = Endpoints.OpenApi.OpenApiDocument.For(app, "title", "version");
        var routes = Endpoints.OpenApi.OpenApiDocument.RoutesOf(app).ToList();

        Assert.Superset(new HashSet<string> { "/", "/login", OpenApiEndpoint.Path }, routes.ToHashSet());
        Assert.All(
            routes.Where(route => route != OpenApiEndpoint.Path),
            route => Assert.Contains($"\"{route}\": {{", document, StringComparison.Ordinal));
    }
}
