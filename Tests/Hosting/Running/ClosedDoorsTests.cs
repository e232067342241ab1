using Aspire.Hosting;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

/// <summary>No setting of Aspire's opens a door of a run.</summary>
public class ClosedDoorsTests
{
    [Theory]
    [InlineData("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "true")]
    [InlineData("DOTNET_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "True")]
    [InlineData("AppHost:ResourceService:AuthMode", "unsecured")]
    [InlineData("Dashboard:Frontend:AuthMode", "Unsecured")]
    [InlineData("Dashboard:Otlp:AuthMode", "Unsecured")]
    [InlineData("ASPNETCORE_URLS", "http://0.0.0.0:18888")]
    [InlineData("ASPNETCORE_URLS", "http://localhost:1;http://*:2")]
    [InlineData("ASPIRE_DASHBOARD_OTLP_ENDPOINT_URL", "http://10.1.2.3:4317")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "http://[::]:0")]
    public void What_would_open_one_is_refused_by_name(string name, string value)
    {
        var refusal = Assert.Throws<DistributedApplicationException>(() => ClosedDoors.Demand(With(name, value)));

        Assert.StartsWith(name, refusal.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', refusal.Message);
    }

    [Theory]
    [InlineData("ASPIRE_DASHBOARD_UNSECURED_ALLOW_ANONYMOUS", "false")]
    [InlineData("Dashboard:Frontend:AuthMode", "BrowserToken")]
    [InlineData("ASPNETCORE_URLS", "https://localhost:17000;http://127.0.0.1:0")]
    [InlineData("ASPIRE_RESOURCE_SERVICE_ENDPOINT_URL", "http://[::1]:0")]
    public void What_keeps_them_closed_passes(string name, string value) => ClosedDoors.Demand(With(name, value));

    private static IConfiguration With(string name, string value) => new ConfigurationBuilder().AddInMemoryCollection([new(name, value)]).Build();
}
