using System.Text;
using Workshop.Gateway.Routes;
using Workshop.ServiceDefaults;

namespace Workshop.Gateway.Tests.Routes;

public class RouteTextTests
{
    [Fact]
    public void All_mistakes_of_a_file_are_found_at_once_each_with_its_line()
    {
        var mistake = Assert.Throws<ServiceException>(() => Parse("""
            {
              // comments are welcome
              "ReverseProxy": {
                "Routes": {
                  "login": { "ClustrId": "auth", "Match": { "Path": "/login" } },
                  "others": { "ClusterId": "helo", "Order": "first", "Match": "/" }
                },
                "Clusters": {
                  "hello": {
                    "LoadBalancingPolicy": "Fair",
                    "HealthCheck": { "Active": { "Enabled": "yes", "Interval": "soon" } },
                    "HttpRequest": { "ActivityTimeout": "00:00:00" },
                    "Destinations": {
                      "a": { "Address": "hello", "Weight": -1 },
                      "b": { "Weight": 1.5, "Header": "x-canary" },
                      "B": { "Address": "http://user:secret@hello" }
                    }
                  },
                  "empty": { "Destinations": {} }
                }
              },
              "Extra": true
            }
            """));

        Assert.Equal(
            """
            Route file 'routes.json' cannot be used.
            line 5: 'ReverseProxy:Routes:login:ClustrId': there is no field 'ClustrId' here, but ClusterId, Order, MaxRequestBodySize, Match, Transforms, Metadata.
            line 5: route 'login' has no ClusterId. Name one of ReverseProxy:Clusters.
            line 6: 'ReverseProxy:Routes:others:Order': 'first' must be a whole number.
            line 6: 'ReverseProxy:Routes:others:Match' must be an object or a list.
            line 6: route 'others' leads to the cluster 'helo', which is not in the file. It has 'empty', 'hello'.
            line 10: 'ReverseProxy:Clusters:hello:LoadBalancingPolicy': 'Fair' must be one of FirstAlphabetical, Random, RoundRobin, LeastRequests, PowerOfTwoChoices, Weighted.
            line 10: cluster 'hello' has weights or headers and the policy 'Fair', which knows neither. Leave the policy out.
            line 11: 'ReverseProxy:Clusters:hello:HealthCheck:Active:Enabled': 'yes' must be true or false.
            line 11: 'ReverseProxy:Clusters:hello:HealthCheck:Active:Interval': 'soon' must be a time such as 00:00:10, hours:minutes:seconds.
            line 12: 'ReverseProxy:Clusters:hello:HttpRequest:ActivityTimeout': '00:00:00' must be a time such as 00:00:10, hours:minutes:seconds.
            line 14: 'ReverseProxy:Clusters:hello:Destinations:a:Address': 'hello' must be an address such as 'http://hello' or 'https://10.0.0.7:8443'.
            line 14: 'ReverseProxy:Clusters:hello:Destinations:a:Weight': '-1' must be a whole number from 0 to 1000000.
            line 15: 'ReverseProxy:Clusters:hello:Destinations:b:Weight': '1.5' must be a whole number from 0 to 1000000.
            line 15: 'ReverseProxy:Clusters:hello:Destinations:b:Header': 'x-canary' must be a header and its value, such as 'x-canary: true'.
            line 16: 'ReverseProxy:Clusters:hello:Destinations:B' stands on line 15 already. Upper and lower case are the same here.
            line 16: 'ReverseProxy:Clusters:hello:Destinations:B:Address': 'http://user:secret@hello' must be an address such as 'http://hello' or 'https://10.0.0.7:8443'.
            line 19: cluster 'empty' has no destination. Write ReverseProxy:Clusters:empty:Destinations:NAME:Address.
            line 22: 'Extra': there is no field 'Extra' here, but ReverseProxy.
            """,
            mistake.Message.Replace(" line ", "\nline ", StringComparison.Ordinal).Replace("on\nline", "on line", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("{\n  \"ReverseProxy\": { nonsense }\n}", "is not JSON. line 2, column 21: 'n' is an invalid")]
    [InlineData("{ \"ReverseProxy\": ", "is not JSON. line 1, column 19: ")]
    [InlineData("", "is not JSON. line 1, column 1: ")]
    [InlineData("[]", "is not JSON. line 1, column 1: It begins with no object")]
    [InlineData("{} {}", "is not JSON. line 1, column 4: ")]
    [InlineData("{\n  \"ReverseProxy\": { \"\\ud800\": 1 } }", "is not JSON. line 2, column 1: A text in it is no UTF-8, or holds half a character.")]
    [InlineData("{ \"ReverseProxy\": { \"Clusters\": {} } }", "line 1: the file has no route. Write them under ReverseProxy:Routes")]
    [InlineData("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": { \"a\": 1 } } } } }", "'ReverseProxy:Routes:r:ClusterId' must be one value.")]
    [InlineData("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": null } } } }", "'ReverseProxy:Routes:r:ClusterId' must have a value.")]
    public void What_is_no_route_file_says_where(string text, string finding) =>
        Assert.Contains(finding, Assert.Throws<ServiceException>(() => Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Routes_that_are_written_and_empty_are_meant() => Assert.NotEmpty(Parse("{ \"ReverseProxy\": { \"Routes\": {}, \"Clusters\": {} } }"));

    [Theory]
    [InlineData("\"a\": { \"Address\": \"http://a\", \"Weight\": 0 }", "line 1: all destinations of cluster 'c' have the weight 0")]
    [InlineData("\"a\": { \"Weight\": 1 }", "line 1: destination 'a' of cluster 'c' has no Address.")]
    public void Destinations_that_nobody_could_reach_are_found(string destination, string finding) =>
        Assert.Contains(
            finding,
            Assert.Throws<ServiceException>(() => Parse("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": \"c\" } }, \"Clusters\": { \"c\": { \"Destinations\": { " + destination + " } } } } }")).Message,
            StringComparison.Ordinal);

    [Theory]
    [InlineData("/x", "/x")]
    [InlineData("/x", "/X/")]
    [InlineData("/{**rest}", "/{**all}")]
    [InlineData("/items/{id}", "/items/{name}")]
    [InlineData("/items/{id:int}", "/items/{name:int}")]
    [InlineData("/{a}.{b}", "/{c}.{d}")]
    [InlineData("/a/{x?}", "/a/{y}")]
    public void Routes_of_one_path_are_named_both_with_their_lines(string one, string other) => AreAlike(TwoRoutes(one, other));

    [Theory]
    [InlineData("\"Methods\": [\"GET\"]", "\"Methods\": [\"POST\", \"get\"]")]
    [InlineData("\"Hosts\": [\"a.example\"]", "\"Hosts\": [\"A.example\"], \"Path\": \"/{**all}\"")]
    [InlineData("\"Hosts\": [\"*.example\"]", "\"Hosts\": [\"*.shop.example\"]")]
    [InlineData("\"Headers\": [{ \"Name\": \"a\", \"Values\": [\"1\"] }]", "\"Headers\": [{ \"Name\": \"b\", \"Values\": [\"1\"] }]")]
    public void Routes_that_one_request_may_be_of_are_named_both_with_their_lines(string one, string other) => AreAlike(TwoMatches(one, other));

    [Theory]
    [InlineData("/x", "/y")]
    [InlineData("/x", "/{**rest}")]
    [InlineData("/items/{id:int}", "/items/{name}")]
    [InlineData("/items/{id:int}", "/items/{name:guid}")]
    [InlineData("/{a}.{b}", "/{c}-{d}")]
    public void Routes_that_can_be_told_apart_are_fine(string one, string other) => Assert.NotEmpty(Parse(TwoRoutes(one, other)));

    [Theory]
    [InlineData("\"Hosts\": [\"a.example\"]", "\"Hosts\": [\"b.example\"]")]
    [InlineData("\"Hosts\": [\"a.example\"]", "\"Hosts\": [\"*.example\"]")]
    [InlineData("\"Hosts\": [\"a.example\"]", "\"Hosts\": [\"a.example:8443\"]")]
    [InlineData("\"Hosts\": [\"a.example\"]", "\"Hosts\": []")]
    [InlineData("\"Methods\": [\"GET\"]", "\"Methods\": [\"POST\"]")]
    [InlineData("\"Methods\": [\"GET\"]", "\"Methods\": []")]
    [InlineData("\"Headers\": [{ \"Name\": \"a\", \"Values\": [\"1\"] }]", "\"Headers\": [{ \"Name\": \"A\", \"Values\": [\"2\"] }]")]
    [InlineData("\"Headers\": [{ \"Name\": \"a\", \"Values\": [\"1\"] }]", "\"Headers\": []")]
    [InlineData("\"Headers\": [{ \"Name\": \"a\", \"Mode\": \"Exists\" }]", "\"Headers\": [{ \"Name\": \"a\", \"Mode\": \"NotExists\" }]")]
    [InlineData("\"QueryParameters\": [{ \"Name\": \"a\", \"Values\": [\"x\"], \"Mode\": \"Prefix\" }]", "\"QueryParameters\": [{ \"Name\": \"a\", \"Values\": [\"y\"] }]")]
    [InlineData("\"Path\": \"/a\" }, \"Order\": 1, \"Metadata\": {", "\"Path\": \"/a\" }, \"Order\": 2, \"Metadata\": {")]
    public void Routes_of_one_path_are_told_apart_by_all_that_a_route_may_demand(string one, string other) => Assert.NotEmpty(Parse(TwoMatches(one, other)));

    [Theory]
    [InlineData("http://h:1/base#f")]
    [InlineData("http://h:1/base?a=b")]
    [InlineData("http://h:1/base?")]
    public void An_address_with_more_than_an_address_is_refused(string address) => Assert.Contains(
        $"line 1: 'ReverseProxy:Clusters:c:Destinations:a:Address': '{address}' must be an address and no more: what follows '?' or '#' would never be sent.",
        Assert.Throws<ServiceException>(() => Parse("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": \"c\" } }, \"Clusters\": { \"c\": { \"Destinations\": { \"a\": { \"Address\": \"" + address + "\" } } } } } }")).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData("/api/{*rest}", "/{**rest}")]
    [InlineData("/api/{**rest}", "/v1/{*rest}")]
    public void One_star_where_two_are_meant_is_refused(string path, string pattern) => Assert.Contains(
        "must have two stars, as in '{**rest}': with one, slashes become '%2F'.",
        Assert.Throws<ServiceException>(() => Parse("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": \"c\", \"Match\": { \"Path\": \"" + path + "\" }, \"Transforms\": [ { \"PathPattern\": \"" + pattern + "\" } ] } }, \"Clusters\": { \"c\": { \"Destinations\": { \"a\": { \"Address\": \"http://a\" } } } } } }")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_last_place_is_not_a_routes() => Assert.Contains(
        "'2147483647' must be less than 2147483647.",
        Assert.Throws<ServiceException>(() => Parse("{ \"ReverseProxy\": { \"Routes\": { \"r\": { \"ClusterId\": \"c\", \"Order\": 2147483647 } } } }")).Message,
        StringComparison.Ordinal);

    [Fact]
    public void The_built_in_routes_are_in_order() => Assert.Equal("auth", BuiltInRoutes.Read()["ReverseProxy:Routes:logout:ClusterId"]);

    private static void AreAlike(string text) => Assert.Contains(
        "line 5: route 'two' takes the same requests as route 'one' on line 3, and nothing says whose they are. Give one of them another Match, or an Order: the smaller goes first.",
        Assert.Throws<ServiceException>(() => Parse(text)).Message,
        StringComparison.Ordinal);

    private static string TwoRoutes(string one, string other) => TwoMatches($"\"Path\": \"{one}\"", $"\"Path\": \"{other}\"");

    private static string TwoMatches(string one, string other) => $$"""
        {
          "ReverseProxy": { "Routes": {
            "one": { "ClusterId": "c", "Match": { {{one}} } },

            "two": { "ClusterId": "c", "Match": { {{other}} } } },
            "Clusters": { "c": { "Destinations": { "d": { "Address": "http://d" } } } } }
        }
        """;

    private static Dictionary<string, string?> Parse(string text) => RouteText.Parse(Encoding.UTF8.GetBytes(text), "routes.json");
}
