using System.Text.RegularExpressions;

namespace Workshop.EndToEnd;

/// <summary>kubectl looks at the application and changes nothing.</summary>
[Collection(CollectionsByName.Shared)]
public sealed partial class KubectlReadTests
{
    [SkippableFact]
    public async Task Three_nodes_are_Ready()
    {
        var workshop = await SharedWorkshop.Get();

        var lines = Lines(await workshop.Kubectl("get nodes"));

        Assert.Matches(@"^NAME\s+STATUS\s+ROLES\s+AGE\s+VERSION$", lines[0]);
        Assert.Equal(3, lines.Skip(1).Count(line => ReadyNode().IsMatch(line)));
    }

    [SkippableFact]
    public async Task All_shows_pods_services_deployments_and_replicasets_as_Kubernetes_prints_them()
    {
        var workshop = await SharedWorkshop.Get();

        var all = (await workshop.Kubectl("get all")).Succeeded();

        Assert.Matches(@"(?m)^pod/hello-\S+\s+1/1\s+Running\s+0\s+\S+$", all);
        Assert.Matches(@"(?m)^service/hello\s+ClusterIP\s+127\.\d+\.\d+\.\d+\s+<none>\s+", all);
        Assert.Matches(@"(?m)^service/gateway\s+LoadBalancer\s+127\.\d+\.\d+\.\d+\s+", all);
        Assert.Matches(@"(?m)^deployment\.apps/hello\s+3/3\s+3\s+3\s+\S+$", all);
        Assert.Matches(@"(?m)^replicaset\.apps/hello-\S+\s+3\s+3\s+3\s+\S+$", all);
    }

    [SkippableFact]
    public async Task Every_pod_has_an_address_of_its_own_and_hello_is_spread_over_nodes()
    {
        var workshop = await SharedWorkshop.Get();
        // Afresh: pods that others deleted, rolled out and scaled lie where there was room then.
        (await workshop.Kubectl("scale deployment/hello --replicas=0")).Succeeded();
        (await workshop.Kubectl("wait pod -l app=hello --for=delete --timeout=60s")).Succeeded();
        (await workshop.Kubectl("scale deployment/hello --replicas=3")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/hello --timeout=120s")).Succeeded();

        var wide = Lines(await workshop.Kubectl("get pods -o wide"));
        var nodes = Lines(await workshop.Kubectl("get pods -l app=hello -o jsonpath='{range .items[*]}{.spec.nodeName}{\"\\n\"}{end}'"));

        Assert.Matches(@"^NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\s+IP\s+NODE\s+NOMINATED NODE\s+READINESS GATES$", wide[0]);
        var addresses = wide.Skip(1).Select(line => PodAddress().Match(line).Value).ToList();
        Assert.All(addresses, address => Assert.StartsWith("127.", address, StringComparison.Ordinal));
        Assert.Equal(addresses.Count, addresses.Distinct().Count());
        Assert.Equal(3, nodes.Distinct().Count());
    }

    [SkippableFact]
    public async Task Deployments_replicasets_services_and_endpointslices_are_listed_together()
    {
        var workshop = await SharedWorkshop.Get();

        var list = (await workshop.Kubectl("get deploy,rs,svc,endpointslices")).Succeeded();

        Assert.All(["deployment.apps/auth", "deployment.apps/gateway", "replicaset.apps/auth-", "service/auth", "endpointslice.discovery.k8s.io/hello-"], name => Assert.Contains(name, list, StringComparison.Ordinal));
        Assert.Matches(@"(?m)^endpointslice\.discovery\.k8s\.io/hello-\S+\s+IPv4\s+\S*8080\S*\s+127\.\S+,127\.\S+,127\.\S+\s", list);
    }

    [SkippableTheory]
    [InlineData("describe deployment hello", "Replicas:               3 desired | 3 updated | 3 total | 3 available | 0 unavailable", "StrategyType:           RollingUpdate", "workshop/hello:1.0.0", "ScalingReplicaSet")]
    [InlineData("describe pod -l app=auth", "Controlled By:  ReplicaSet/auth-", "Status:           Running", "Readiness:", "Scheduled", "Pulled", "Created", "Started")]
    [InlineData("describe service hello", "Type:", "ClusterIP", "TargetPort:", "Endpoints:", "8080")]
    public async Task Describe_reads_as_learners_know_it(string command, params string[] texts)
    {
        var workshop = await SharedWorkshop.Get();

        var description = (await workshop.Kubectl(command)).Succeeded();

        Assert.All(texts, text => Assert.Contains(text, description, StringComparison.Ordinal));
    }

    [SkippableTheory]
    [InlineData("-o yaml", "kind: Deployment")]
    [InlineData("-o json", "\"kind\": \"Deployment\"")]
    [InlineData("-o jsonpath='{.spec.replicas}'", "3")]
    [InlineData("-o name", "deployment.apps/hello")]
    [InlineData("-o wide", "workshop/hello:1.0.0")]
    public async Task Get_has_all_its_forms(string form, string text)
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Contains(text, (await workshop.Kubectl($"get deployment hello {form}")).Succeeded(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Events_tell_how_the_application_came_to_be()
    {
        var workshop = await SharedWorkshop.Get();

        var events = (await workshop.Kubectl("get events")).Succeeded();

        Assert.All(["ScalingReplicaSet", "SuccessfulCreate", "Scheduled", "Started"], reason => Assert.Contains(reason, events, StringComparison.Ordinal));
    }

    [SkippableFact]
    public async Task Wait_returns_when_the_condition_holds_and_fails_when_it_does_not()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Contains("deployment.apps/hello condition met", (await workshop.Kubectl("wait --for=condition=Available deployment/hello --timeout=20s")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("timed out waiting for the condition", (await workshop.Kubectl("wait --for=jsonpath='{.spec.replicas}'=17 deployment/hello --timeout=1s")).Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Logs_follow_a_pod_as_it_writes()
    {
        var workshop = await SharedWorkshop.Get();
        var pod = (await workshop.Kubectl("get pods -l app=gateway -o name")).Succeeded();

        await using var following = workshop.ShellThatStays($"kubectl --context workshop logs -f {pod}");
        await following.HasWritten("8080", TimeSpan.FromSeconds(60));

        (await workshop.Curl($"-A a-learner {workshop.Gateway}")).Succeeded();

        await following.HasWritten("a-learner", TimeSpan.FromSeconds(60));
        Assert.Equal(following.Output.Split('\n')[0], (await workshop.Kubectl($"logs {pod}")).Output.Split('\n')[0]);
    }

    private static string[] Lines(CommandResult result) => result.Succeeded().Split('\n', StringSplitOptions.RemoveEmptyEntries);

    [GeneratedRegex(@"^\S+\s+Ready\s+\S+\s+\S+\s+v1\.32\.\d+")]
    private static partial Regex ReadyNode();

    [GeneratedRegex(@"\b127\.\d+\.\d+\.\d+\b")]
    private static partial Regex PodAddress();
}
