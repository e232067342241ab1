using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Workshop.EndToEnd;

/// <summary>What was published, deployed to a cluster as to any other: by kubectl, under Pod Security's strictest profile. The cluster is the embedded one, empty at first.</summary>
[Collection(CollectionsByName.Own)]
public sealed partial class DeployTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(180);

    [SkippableFact]
    public async Task Local_canary_and_blue_green_are_rolled_out_keep_the_contract_and_are_gone_again()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        await using var cluster = await RunningWorkshop.Start(["--empty"]);

        var first = await Step(cluster, "deploy", "local");
        Assert.Contains("made signing-key, redis-password, redis-configuration", first, StringComparison.Ordinal);
        Assert.Equal("restricted", (await cluster.Kubectl("get namespace workshop -o jsonpath='{.metadata.labels.pod-security\\.kubernetes\\.io/enforce}'")).Succeeded());
        Assert.Equal("Bound", (await cluster.Kubectl("get pvc data-redis-0 -o jsonpath='{.status.phase}'")).Succeeded());
        await KeepsTheContract(await AddressOf(cluster));
        var login = FirstUserPattern().Match(first);
        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Unauthorized), (await LogIn(cluster, login.Groups[1].Value, login.Groups[2].Value), await LogIn(cluster, login.Groups[1].Value, "another")));

        var password = await PasswordIn(cluster);
        var again = await Step(cluster, "deploy", "canary");
        Assert.Contains("  all there", again, StringComparison.Ordinal);
        Assert.Equal(password, await PasswordIn(cluster));
        Assert.DoesNotMatch(FirstUserPattern(), again);
        Assert.Equal(HttpStatusCode.OK, await LogIn(cluster, login.Groups[1].Value, login.Groups[2].Value));
        Assert.Equal("1", (await cluster.Kubectl("get deployment hello-canary -o jsonpath='{.status.readyReplicas}'")).Succeeded());
        await AnswersOnlyWith(cluster, "1.0.0", "2.0.0");

        await Step(cluster, "deploy", "blue-green");
        await AnswersOnlyWith(cluster, "1.0.0");
        (await cluster.Kubectl("patch service hello -p '{\"spec\":{\"selector\":{\"track\":\"green\"}}}'")).Succeeded();
        await AnswersOnlyWith(cluster, "2.0.0");

        await Step(cluster, "destroy", "blue-green");
        Assert.Empty((await cluster.Kubectl("get all,pvc,pdb,networkpolicy,secret -n workshop -o name")).Succeeded().Replace("secret/", "", StringComparison.Ordinal).Trim());
    }

    [SkippableFact]
    public async Task The_dashboard_beside_the_application_and_the_cluster_page_open_by_printed_tokens_and_look_with_the_published_rights()
    {
        RequiredTool.Unix();
        RequiredTool.Named("kubectl");
        await using var cluster = await RunningWorkshop.Start(["--empty"]);

        var first = await Step(cluster, "deploy", "dashboard");
        Assert.Contains("redis-configuration, dashboard-access", first, StringComparison.Ordinal);
        Assert.Contains("kubectl port-forward -n workshop service/dashboard 18888", first, StringComparison.Ordinal);
        Assert.Equal("1", (await cluster.Kubectl("get deployment dashboard -o jsonpath='{.status.readyReplicas}'")).Succeeded());
        await KeepsTheContract(await AddressOf(cluster));
        var token = LoginPattern().Match(first).Groups[1].Value;
        await Opens(cluster, "dashboard", 18888, token);
        await Opens(cluster, "cluster-page", 18880, LoginPattern().Matches(first)[1].Groups[1].Value);

        // It is in the cluster that it watches, as itself.
        await Eventually.Is(
            async () => (await cluster.Kubectl("logs deployment/cluster-page")).Succeeded().Contains("Watching the cluster at https://", StringComparison.Ordinal),
            "the cluster page watches the cluster",
            Patience,
            CancellationToken.None);
        Assert.Equal("yes", await MayIt(cluster, "list pods --all-namespaces"));
        Assert.Equal("no", await MayIt(cluster, "get pods --subresource log"));
        Assert.Equal("no", await MayIt(cluster, "get secrets"));
        Assert.Equal("no", await MayIt(cluster, "delete pods"));

        var again = await Step(cluster, "deploy", "dashboard");
        Assert.Contains("  all there", again, StringComparison.Ordinal);
        Assert.Equal(token, LoginPattern().Match(again).Groups[1].Value);

        await Step(cluster, "destroy", "dashboard");
        Assert.Empty((await cluster.Kubectl("get clusterrole,clusterrolebinding -l app=cluster-page -o name")).Succeeded().Trim());
    }

    [SkippableFact]
    public async Task A_cluster_that_cannot_be_reached_is_named_with_what_to_do()
    {
        RequiredTool.Named("kubectl");

        var result = await TestProcess.Run(
            Repository.ProgramOf("AppHost"),
            ["--operation", "publish", "--step", "deploy", "--context", "nowhere"],
            Patience,
            CleanEnvironment.With(("KUBECONFIG", "/nowhere/kubeconfig")));

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("Resource 'workshop': Context 'nowhere' lets nobody deploy to namespace 'workshop':", result.Error, StringComparison.Ordinal);
        Assert.Contains("Choose another with --context", result.Error, StringComparison.Ordinal);
    }

    private static async Task<string> Step(RunningWorkshop cluster, string step, string overlay) =>
        (await cluster.Shell($"'{Repository.ProgramOf("AppHost")}' --operation publish --step {step} --overlay {overlay}", Patience)).Succeeded();

    private static async Task<Uri> AddressOf(RunningWorkshop cluster)
    {
        var service = JsonNode.Parse((await cluster.Kubectl("get service gateway -o json")).Succeeded())!;
        return new Uri($"http://{service["status"]!["loadBalancer"]!["ingress"]![0]!["ip"]}:{service["spec"]!["ports"]![0]!["port"]}");
    }

    private static async Task Opens(RunningWorkshop cluster, string app, int port, string token)
    {
        var pod = (await cluster.Kubectl($"get pods -l app={app} -o jsonpath='{{.items[0].status.podIP}}'")).Succeeded();
        using var client = new HttpClient { BaseAddress = new Uri($"http://{pod}:{port}") };

        using var without = await client.GetAsync(new Uri("/", UriKind.Relative));
        using var page = await client.GetAsync(new Uri($"login?t={token}", UriKind.Relative));

        Assert.Contains("/login", without.RequestMessage!.RequestUri!.PathAndQuery, StringComparison.Ordinal);
        Assert.DoesNotContain("/login", page.RequestMessage!.RequestUri!.PathAndQuery, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
    }

    private static async Task<string> MayIt(RunningWorkshop cluster, string what) =>
        (await cluster.Kubectl($"auth can-i {what} --as system:serviceaccount:workshop:cluster-page")).Output.Trim();

    private static async Task KeepsTheContract(Uri address)
    {
        var kept = await TestProcess.Run(Repository.ProgramOf("Tests/Contract"), [address.ToString()], Patience);

        Assert.Contains(", 0 broken", kept.Succeeded(), StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode> LogIn(RunningWorkshop cluster, string user, string password)
    {
        using var client = new HttpClient { BaseAddress = await AddressOf(cluster) };
        client.DefaultRequestHeaders.Authorization = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));
        using var answer = await client.GetAsync(new Uri("login", UriKind.Relative));
        return answer.StatusCode;
    }

    private static async Task<string> PasswordIn(RunningWorkshop cluster) =>
        (await cluster.Kubectl("get secret redis-password -o jsonpath='{.data.value}'")).Succeeded();

    // The gateway learns of a change a moment later than the API; then every answer is of the right version, and each version answers.
    private static async Task AnswersOnlyWith(RunningWorkshop cluster, params string[] versions)
    {
        using var client = new HttpClient { BaseAddress = await AddressOf(cluster) };
        var seen = new HashSet<string>();
        await Eventually.Is(
            async () =>
            {
                seen.Clear();
                for (var request = 0; request < 60; request++)
                {
                    seen.Add(JsonNode.Parse(await client.GetStringAsync("version"))!["version"]!.GetValue<string>());
                }

                return seen.SetEquals(versions);
            },
            $"the versions {string.Join(" and ", versions)} answer, and no other",
            Patience,
            CancellationToken.None);
    }

    [GeneratedRegex("Log in as '([^']+)' with the password '([^']+)'")]
    private static partial Regex FirstUserPattern();

    [GeneratedRegex(@"/login\?t=([0-9a-f]{32})\b")]
    private static partial Regex LoginPattern();
}
