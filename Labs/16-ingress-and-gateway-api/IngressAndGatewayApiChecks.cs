using Workshop.Labs.Checks;

namespace Workshop.Labs.IngressAndGatewayApi;

internal static class IngressAndGatewayApiChecks
{
    private const string Shop = "shop.example";

    public static IReadOnlyList<LabCheck> All { get; } =
    [
        new("apps", Apps),
        new("wish", Wish),
        new("ingress", Ingress),
        new("gateway", Gateway),
        new("header", Header),
        new("fixed", Fixed),
    ];

    private static async Task<CheckResult> Apps(LabCluster cluster, CancellationToken ct)
    {
        string[] services = ["hello", "hello-next", "auth"];
        foreach (var service in services)
        {
            if ((await cluster.ReadyEndpoints(service, ct)).Count == 0)
            {
                return CheckResult.Red($"no ready endpoint of '{service}'", "a ready endpoint of hello, hello-next and auth each", $"kubectl describe service {service}");
            }
        }

        return CheckResult.Green("hello, hello-next and auth have a ready endpoint each");
    }

    private static async Task<CheckResult> Wish(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "an Ingress with a class, and a rule for shop.example whose Service is there";
        if (await cluster.Ingress("shop", ct) is not { } ingress)
        {
            return CheckResult.Red("no Ingress 'shop'", expected, "kubectl get ingress");
        }

        if (string.IsNullOrEmpty(ingress.Spec.IngressClassName))
        {
            return CheckResult.Red("an Ingress 'shop' without a class", expected, "kubectl describe ingress shop");
        }

        var named = ingress.Spec.Rules?.Where(rule => rule.Host == Shop).SelectMany(rule => rule.Http.Paths).Select(path => path.Backend.Service.Name).ToList() ?? [];
        foreach (var service in named)
        {
            if (await cluster.Service(service, ct) is null)
            {
                return CheckResult.Red($"a rule for the Service '{service}', which is not there", expected, "kubectl describe ingress shop");
            }
        }

        return named.Count > 0
            ? CheckResult.Green($"an Ingress of the class '{ingress.Spec.IngressClassName}' with {named.Count} paths")
            : CheckResult.Red("an Ingress without a rule for shop.example", expected, "kubectl describe ingress shop");
    }

    private static async Task<CheckResult> Ingress(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "at the Ingress' address: shop.example/ says Hello, /login asks for a password (401), another host is nobody's (404)";
        var found = (await cluster.Ingress("shop", ct))?.Status?.LoadBalancer?.Ingress?.FirstOrDefault();
        return (found?.Ip ?? found?.Hostname) is { Length: > 0 } address
            ? await Rules(cluster, $"http://{address}:{await PortOf(cluster, "door", ct)}", expected, "kubectl describe ingress shop", ct)
            : CheckResult.Red("an Ingress 'shop' without an address, or none", expected, "kubectl get ingress shop; kubectl get ingressclass");
    }

    private static async Task<CheckResult> Gateway(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "at the Gateway's address: shop.example/ says Hello, /login asks for a password (401), another host is nobody's (404)";
        return await AddressOf(cluster, ct) is { } address
            ? await Rules(cluster, address, expected, "kubectl describe httproute shop", ct)
            : CheckResult.Red("no Gateway 'edge' with an address", expected, "kubectl describe gateway edge");
    }

    private static async Task<CheckResult> Header(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "version 2.0.0 for everybody at the Gateway, without any header";
        if (await AddressOf(cluster, ct) is not { } address)
        {
            return CheckResult.Red("no Gateway 'edge' with an address", expected, "kubectl describe gateway edge");
        }

        var answer = await Ask(cluster, address, "/version", Shop, ct);
        return answer.IsSuccess && answer.Body.Contains("2.0.0", StringComparison.Ordinal)
            ? CheckResult.Green("everybody gets version 2.0.0")
            : CheckResult.Red(answer.ToString(), expected, "kubectl describe httproute shop");
    }

    private static async Task<CheckResult> Fixed(LabCluster cluster, CancellationToken ct)
    {
        const string expected = "Hello at http://news.example/";
        if (await AddressOf(cluster, ct) is not { } address)
        {
            return CheckResult.Red("no Gateway 'edge' with an address", expected, "kubectl describe gateway edge");
        }

        var answer = await Ask(cluster, address, "/", "news.example", ct);
        return answer.IsSuccess && answer.Body.Contains("Hello", StringComparison.Ordinal)
            ? CheckResult.Green("the newspaper says Hello")
            : CheckResult.Red($"{answer.Status} at news.example", expected, "kubectl describe httproute news");
    }

    private static async Task<CheckResult> Rules(LabCluster cluster, string address, string expected, string lookAt, CancellationToken ct)
    {
        (string Host, string Path, int Status)[] rules = [(Shop, "/", 200), (Shop, "/login", 401), ("nobody.example", "/", 404)];
        foreach (var (host, path, status) in rules)
        {
            var answer = await Ask(cluster, address, path, host, ct);
            if (answer.Status != status)
            {
                return CheckResult.Red($"{answer.Status} at {host}{path}", expected, lookAt);
            }
        }

        return CheckResult.Green($"{address} sends each request to its Service");
    }

    private static Task<HttpAnswer> Ask(LabCluster cluster, string address, string path, string host, CancellationToken ct) =>
        cluster.Get(new Uri(address + path), ct, new Dictionary<string, string> { ["Host"] = host });

    private static async Task<string?> AddressOf(LabCluster cluster, CancellationToken ct) => (await cluster.Gateway("edge", ct))?.Address?.GetLeftPart(UriPartial.Authority);

    private static async Task<int> PortOf(LabCluster cluster, string service, CancellationToken ct) => (await cluster.Service(service, ct))?.Spec.Ports[0].Port ?? 80;
}
