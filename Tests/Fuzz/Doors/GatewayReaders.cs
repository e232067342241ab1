using System.Net;
using System.Text;
using Workshop.Fuzz.Tests.Engine;
using Workshop.Gateway.Balancing;
using Workshop.Gateway.Forwarding;
using Workshop.Gateway.Origin;
using Workshop.Gateway.Routes;
using Workshop.ServiceDefaults;

namespace Workshop.Fuzz.Tests.Doors;

/// <summary>What the gateway reads beside requests themselves: route files, targets, where a request comes from.</summary>
internal static class GatewayReaders
{
    public static IEnumerable<ReaderDoor> All() =>
    [
        ReaderDoor.OfBytes("route-file", bytes => ReaderDoor.Refuse<ServiceException>(() => RouteText.Parse(bytes, "routes.json")), RouteFiles(), "ReverseProxy", "Routes", "Clusters", "ClusterId", "Match", "Path", "Order", "Weight", "Header", "{**rest}", "{id:int}", "{a?}", "{{", "// comment", "/* */", "Transforms", "Address"),
        ReaderDoor.OfText("request-target", text => RequestTarget.Split(text), ["/npm/@types%2fcors?t={\"k\":1}", "http://x/a?b", "*", "//host/path"], "://", "?", "#", "/"),
        ReaderDoor.OfText("backend-header", text => _ = DestinationShare.TryParseHeader(text, out _), ["x-canary: true"], ":"),
        ReaderDoor.OfText("client-origin", text => OriginPlan.For(new ClientOrigin(IPAddress.Loopback, "http"), text.Split('\n'), text.Split('\n'), [new IPNetwork(IPAddress.Loopback, 8)]), ["203.0.113.7, 127.0.0.1\nhttps", "[::1]:80, 127.0.0.1:1"], ",", "\n", "http", "https"),
        ReaderDoor.OfText("header-bytes", text => HeaderBytes.Of(text), ["plain", "grüße"]),
    ];

    private static IEnumerable<byte[]> RouteFiles() =>
    [
        File.ReadAllBytes(Repository.PathOf("Gateway", "Routes", "routes.json")),
        File.ReadAllBytes(Repository.PathOf("Labs", "17-multi-cluster", "routes.json")),
        Encoding.UTF8.GetBytes("""
            { "ReverseProxy": {
              "Routes": {
                "a": { "ClusterId": "c", "Order": 1, "MaxRequestBodySize": 5, "Match": { "Path": "/x/{id:int}", "Methods": ["GET"], "Hosts": ["*.a.example"], "Headers": [{ "Name": "h", "Values": ["1"], "Mode": "Contains", "IsCaseSensitive": true }],
                  "QueryParameters": [{ "Name": "q", "Mode": "Exists" }] }, "Transforms": [{ "PathPattern": "/{**rest}" }, { "PathRemovePrefix": "/x" }] },
                "b": { "ClusterId": "c", "Match": { "Path": "/{**rest}" } } },
              "Clusters": { "c": { "HttpRequest": { "ActivityTimeout": "00:00:01" }, "Destinations": { "d": { "Address": "http://a:1/b", "Weight": 3 }, "e": { "Address": "https://[::1]/", "Header": "x: y", "Weight": 0 } } } } } }
            """),
    ];
}
