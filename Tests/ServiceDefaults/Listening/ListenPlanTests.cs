using Microsoft.Extensions.Configuration;
using Workshop.ServiceDefaults.Listening;

namespace Workshop.ServiceDefaults.Tests.Listening;

public class ListenPlanTests
{
    [Fact]
    public void Defaults_need_no_privileges()
    {
        var plan = Plan(offersHttps: true);

        Assert.Equal(("0.0.0.0:8080", "0.0.0.0:8081", "0.0.0.0:8443"), Text(plan));
    }

    [Fact]
    public void Https_is_there_only_for_a_service_that_offers_it()
    {
        Assert.Null(Plan(offersHttps: false, ("Workshop:Https", ":1")).Https);
        Assert.Null(Plan(offersHttps: true, ("Workshop:Https", "none")).Https);
    }

    [Fact]
    public void Aspires_own_urls_count_where_no_flag_says_otherwise()
    {
        var plan = Plan(offersHttps: true, ("ASPNETCORE_URLS", "https://127.0.0.1:7001;http://127.0.0.1:5001/;http://127.0.0.1:5002"));

        Assert.Equal(("127.0.0.1:5001", "127.0.0.1:5002", "127.0.0.1:7001"), Text(plan));
    }

    [Theory]
    [InlineData("HTTP_PORTS")]
    [InlineData("ASPNETCORE_HTTP_PORTS")]
    public void A_container_images_ports_count_where_no_flag_says_otherwise(string variable)
    {
        Assert.Equal(9090, Plan(offersHttps: false, (variable, "9090")).Http.Port);
    }

    [Fact]
    public void A_flag_wins_over_what_the_platform_says()
    {
        var plan = Plan(offersHttps: false, ("ASPNETCORE_URLS", "http://127.0.0.1:5001"), ("Workshop:Http", "127.0.0.2:80"));

        Assert.Equal("127.0.0.2:80", plan.Http.ToString());
    }

    [Fact]
    public void All_wrong_addresses_are_found_at_once()
    {
        var mistake = Assert.Throws<ServiceException>(() => Plan(offersHttps: false, ("Workshop:Http", "foo"), ("Workshop:Health", "bar")));

        Assert.Contains("Workshop:Http: 'foo'", mistake.Message, StringComparison.Ordinal);
        Assert.Contains("Workshop:Health: 'bar'", mistake.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', mistake.Message);
    }

    [Fact]
    public void Two_listeners_cannot_share_an_address()
    {
        var mistake = Assert.Throws<ServiceException>(() => Plan(offersHttps: false, ("Workshop:Health", "0.0.0.0:8080")));

        Assert.Contains("Workshop:Http and Workshop:Health both want '0.0.0.0:8080'", mistake.Message, StringComparison.Ordinal);
    }

    private static ListenPlan Plan(bool offersHttps, params (string Key, string Value)[] settings) => ListenPlan.From(
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value))).Build(), podIP: null, offersHttps);

    private static (string Http, string Health, string? Https) Text(ListenPlan plan) => (plan.Http.ToString(), plan.Health.ToString(), plan.Https?.ToString());
}
