namespace Workshop.EndToEnd;

/// <summary>kubectl changes the application; each test leaves it as it was.</summary>
[Collection(CollectionsByName.Shared)]
public sealed class KubectlWriteTests
{
    [SkippableFact]
    public async Task Scaling_hello_to_five_makes_five_pods_that_answer_and_back_to_three()
    {
        var workshop = await SharedWorkshop.Get();

        (await workshop.Kubectl("scale deployment hello --replicas=5")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/hello --timeout=60s")).Succeeded();
        var five = (await workshop.Kubectl("get endpointslices -l kubernetes.io/service-name=hello -o jsonpath='{.items[*].endpoints[?(@.conditions.ready==true)].addresses[0]}'")).Succeeded();
        (await workshop.Kubectl("scale deployment hello --replicas=3")).Succeeded();

        Assert.Equal(5, five.Split(' ').Distinct().Count());
        (await workshop.Kubectl("wait --for=jsonpath='{.status.replicas}'=3 deployment/hello --timeout=60s")).Succeeded();
        await ThreePodsRemain(workshop);
    }

    [SkippableFact]
    public async Task A_deleted_pod_is_replaced_by_another()
    {
        var workshop = await SharedWorkshop.Get();
        var victim = (await workshop.Kubectl("get pods -l app=hello -o jsonpath='{.items[0].metadata.name}'")).Succeeded();

        Assert.Contains($"pod \"{victim}\" deleted", (await workshop.Kubectl($"delete pod {victim}")).Succeeded(), StringComparison.Ordinal);

        (await workshop.Kubectl("wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/hello --timeout=60s")).Succeeded();
        await ThreePodsRemain(workshop);
        Assert.DoesNotContain(victim, (await workshop.Kubectl("get pods -o name")).Succeeded(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_killed_process_is_started_again_and_the_restart_counted()
    {
        var workshop = await SharedWorkshop.Get();
        var pod = (await workshop.Kubectl("get pods -l app=hello -o jsonpath='{.items[0].metadata.name}'")).Succeeded();
        var process = (await ProcessTable.DescendantsOf(workshop.Process.Id)).First(process => process.Command.Contains("Workshop.Hello", StringComparison.Ordinal));

        Signals.Send(process.Id, Signals.Kill);

        (await workshop.Kubectl("wait --for=jsonpath='{.status.readyReplicas}'=3 deployment/hello --timeout=60s")).Succeeded();
        await Eventually.Is(
            async () => (await workshop.Kubectl("get pods -l app=hello -o jsonpath='{.items[*].status.containerStatuses[0].restartCount}'")).Succeeded().Contains('1', StringComparison.Ordinal),
            $"a restart beside pod {pod} is counted",
            TimeSpan.FromSeconds(30),
            CancellationToken.None);
        (await workshop.Kubectl("wait --for=condition=Ready pods -l app=hello --timeout=60s")).Succeeded();
    }

    [SkippableFact]
    public async Task Another_image_is_rolled_out_watched_and_undone()
    {
        var workshop = await SharedWorkshop.Get();

        Assert.Contains("image updated", (await workshop.Kubectl("set image deployment/hello hello=workshop/hello:2.0.0")).Succeeded(), StringComparison.Ordinal);
        Assert.Contains("deployment \"hello\" successfully rolled out", (await workshop.Kubectl("rollout status deployment/hello --timeout=60s")).Succeeded(), StringComparison.Ordinal);
        await Answers(workshop, "2.0.0");
        Assert.Contains("rolled back", (await workshop.Kubectl("rollout undo deployment/hello")).Succeeded(), StringComparison.Ordinal);
        (await workshop.Kubectl("rollout status deployment/hello --timeout=60s")).Succeeded();
        await Answers(workshop, "1.0.0");
    }

    [SkippableFact]
    public async Task The_broken_version_stalls_while_the_old_pods_go_on_answering()
    {
        var workshop = await SharedWorkshop.Get();

        (await workshop.Kubectl("set image deployment/hello hello=workshop/hello:3.0.0")).Succeeded();
        await Eventually.Is(
            async () => (await workshop.Kubectl("get pods -l app=hello")).Output.Contains("CrashLoopBackOff", StringComparison.Ordinal),
            "a pod of version 3.0.0 is in CrashLoopBackOff",
            TimeSpan.FromSeconds(60),
            CancellationToken.None);
        (await workshop.Kubectl("rollout status deployment/hello --timeout=1s")).Failed();
        Assert.Equal("{\"message\":\"Hello\"}", (await workshop.Curl($"{workshop.Gateway}")).Succeeded());
        (await workshop.Kubectl("rollout undo deployment/hello")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/hello --timeout=60s")).Succeeded();
    }

    [SkippableFact]
    public async Task A_watch_shows_changes_as_they_come()
    {
        var workshop = await SharedWorkshop.Get();
        await using var watching = workshop.ShellThatStays("kubectl get configmaps -w");
        await watching.HasWritten("kube-root-ca.crt", TimeSpan.FromSeconds(60));

        (await workshop.KubectlInLabs("create configmap seen --from-literal=a=1")).Succeeded();
        (await workshop.KubectlInLabs("delete configmap seen")).Succeeded();

        await watching.HasWritten("seen", TimeSpan.FromSeconds(60));
    }

    [SkippableFact]
    public async Task A_manifest_of_ones_own_is_applied_answers_and_is_deleted()
    {
        var workshop = await SharedWorkshop.Get();
        const string Manifest = """
            apiVersion: apps/v1
            kind: Deployment
            metadata: { name: mine, labels: { app: mine } }
            spec:
              replicas: 2
              selector: { matchLabels: { app: mine } }
              template:
                metadata: { labels: { app: mine } }
                spec:
                  containers:
                  - name: hello
                    image: workshop/hello:2.0.0
                    args: ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081", "--secret=mine"]
                    readinessProbe: { httpGet: { path: /readiness, port: 8081 }, periodSeconds: 1 }
            ---
            apiVersion: v1
            kind: Service
            metadata: { name: mine }
            spec:
              selector: { app: mine }
              ports: [ { port: 8090, targetPort: 8080 } ]
            """;

        Assert.Equal("deployment.apps/mine created\nservice/mine created", (await workshop.Apply(Manifest)).Succeeded());
        (await workshop.KubectlInLabs("rollout status deployment/mine --timeout=60s")).Succeeded();
        var address = (await workshop.KubectlInLabs("get service mine -o jsonpath='{.spec.clusterIP}'")).Succeeded();
        Assert.Equal("{\"version\":\"2.0.0\"}", (await workshop.Curl($"--retry 5 --retry-connrefused http://{address}:8090/version")).Succeeded());
        Assert.Equal("deployment.apps/mine unchanged\nservice/mine unchanged", (await workshop.Apply(Manifest)).Succeeded());
        (await workshop.KubectlInLabs("delete deployment/mine service/mine --wait")).Succeeded();
        (await workshop.KubectlInLabs("wait --for=delete pods -l app=mine --timeout=60s")).Succeeded();
    }

    private static async Task ThreePodsRemain(RunningWorkshop workshop) => await Eventually.Is(
        async () => (await workshop.Kubectl("get pods -l app=hello --no-headers")).Succeeded().Split('\n').Length == 3,
        "three pods of hello remain",
        TimeSpan.FromSeconds(60),
        CancellationToken.None);

    private static async Task Answers(RunningWorkshop workshop, string version) => await Eventually.Is(
        async () => (await workshop.Curl($"{workshop.Gateway}version")).Succeeded() == $"{{\"version\":\"{version}\"}}",
        $"version {version} answers",
        TimeSpan.FromSeconds(10),
        CancellationToken.None);
}
