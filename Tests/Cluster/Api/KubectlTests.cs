namespace Workshop.Cluster.Tests.Api;

/// <summary>The real kubectl against the real API, without loops and nodes: what it needs on the wire.</summary>
[Collection(SharedApi.Name)]
public sealed class KubectlTests(ApiHost api) : IDisposable
{
    private const string Deployment = """
        apiVersion: apps/v1
        kind: Deployment
        metadata: {name: web}
        spec:
          replicas: 1
          selector: {matchLabels: {app: web}}
          template:
            metadata: {labels: {app: web}}
            spec:
              containers: [{name: web, image: "workshop/hello:1.0.0"}]
        """;

    private readonly TemporaryFolder _home = new();
    private string _namespace = "default";

    public void Dispose() => _home.Dispose();

    [SkippableFact]
    public async Task Apply_creates_changes_and_leaves_alone()
    {
        await Begin();
        var file = _home.Write("web.yaml", Deployment);
        Assert.Equal("deployment.apps/web created", await Kubectl("apply", "-f", file));
        Assert.Equal("deployment.apps/web unchanged", await Kubectl("apply", "-f", file));
        File.WriteAllText(file, Deployment.Replace("replicas: 1", "replicas: 2", StringComparison.Ordinal));
        Assert.Equal("deployment.apps/web configured", await Kubectl("apply", "-f", file));
        Assert.Equal("2", await Kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.replicas}"));
    }

    [SkippableFact]
    public async Task Apply_takes_a_list_and_refuses_unknown_fields_and_kinds()
    {
        await Begin();
        var list = _home.Write("list.yaml", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: c}}\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: d}}\n");
        Assert.Equal("configmap/c created\nconfigmap/d created", await Kubectl("apply", "-f", list));
        var typo = _home.Write("typo.yaml", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: e}\ndta: {}\n");
        Assert.Contains("strict decoding error: unknown field \"dta\"", (await Run("apply", "-f", typo)).Failed(), StringComparison.Ordinal);
        var wrong = _home.Write("wrong.yaml", "apiVersion: v1\nkind: List\nitems:\n- {apiVersion: v1, kind: ConfigMap, metadata: {name: f}, dta: {}}\n");
        Assert.Contains("ValidationError(ConfigMap): unknown field \"dta\" in io.k8s.api.core.v1.ConfigMap", (await Run("create", "-f", wrong)).Failed(), StringComparison.Ordinal);
        var unknown = _home.Write("unknown.yaml", "apiVersion: v1\nkind: Nosuch\nmetadata: {name: e}\n");
        Assert.Contains("no matches for kind \"Nosuch\" in version \"v1\"", (await Run("apply", "-f", unknown)).Failed(), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Explain_reads_either_OpenAPI()
    {
        await Begin();
        Assert.Contains("RESOURCE: ports <[]Object>", await Kubectl("explain", "pod.spec.containers.ports", "--output=plaintext-openapiv2"), StringComparison.Ordinal);
        Assert.Contains("containerPort\t<integer> -required-", await Kubectl("explain", "pod.spec.containers.ports"), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task A_dump_has_every_list_of_a_namespace()
    {
        await Begin();
        await Kubectl("create", "deployment", "d", "--image=workshop/hello:1.0.0");
        var folder = Path.Combine(_home.Path, "dump");

        Assert.Equal($"Cluster info dumped to {folder}", await Kubectl("cluster-info", "dump", "--namespaces", _namespace, "--output-directory", folder));

        Assert.Equal(
            ["daemonsets.json", "deployments.json", "events.json", "pods.json", "replicasets.json", "replication-controllers.json", "services.json"],
            Directory.GetFiles(Path.Combine(folder, _namespace)).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        Assert.True(File.Exists(Path.Combine(folder, "nodes.json")));
        Assert.Contains("\"workshop/hello:1.0.0\"", await File.ReadAllTextAsync(Path.Combine(folder, _namespace, "deployments.json")), StringComparison.Ordinal);
        Assert.Contains("\"kind\": \"PodList\"", await Kubectl("cluster-info", "dump", "--namespaces", _namespace), StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Create_sends_protobuf_and_the_imperative_changes_work()
    {
        await Begin();
        Assert.Equal("deployment.apps/d created", await Kubectl("create", "deployment", "d", "--image=workshop/hello:1.0.0", "--replicas=2", "--port=8080"));
        Assert.Equal("secret/s created", await Kubectl("create", "secret", "generic", "s", "--from-literal=a=b"));
        Assert.Equal("service/d exposed", await Kubectl("expose", "deployment", "d", "--port=80", "--target-port=8080"));
        Assert.Equal("deployment.apps/d scaled", await Kubectl("scale", "deployment", "d", "--replicas=5", "--current-replicas=2"));
        Assert.Equal("deployment.apps/d image updated", await Kubectl("set", "image", "deployment/d", "hello=workshop/hello:2.0.0"));
        Assert.Equal("deployment.apps/d labeled", await Kubectl("label", "deployment", "d", "k=v"));
        Assert.Equal("deployment.apps/d patched", await Kubectl("patch", "deployment", "d", "--type=json", "-p", """[{"op":"remove","path":"/metadata/labels/k"}]"""));
        Assert.Equal("5 workshop/hello:2.0.0", await Kubectl("get", "deploy", "d", "-o", "jsonpath={.spec.replicas} {.spec.template.spec.containers[0].image}"));
        Assert.Equal("deployment.apps \"d\" deleted", await Kubectl("delete", "deployment", "d"));
    }

    [SkippableFact]
    public async Task Get_prints_columns_watches_and_waits()
    {
        await Begin();
        await Kubectl("create", "configmap", "a", "--from-literal=x=1");
        Assert.Matches(@"^NAME +DATA +AGE\na +1 +\d+s$", await Kubectl("get", "configmaps"));
        Assert.Equal("configmap/a", await Kubectl("get", "cm", "-o", "name", "--sort-by=.metadata.name"));
        Assert.Matches(@"^a +1 +\d+s$", await Kubectl("get", "cm", "-w", "--no-headers", "--request-timeout=5s"));
        Assert.Equal("configmap/a condition met", await Kubectl("wait", "--for=jsonpath={.data.x}=1", "cm/a", "--timeout=5s"));
        Assert.Contains("x:\n----\n1", await Kubectl("describe", "cm", "a"), StringComparison.Ordinal);
        Assert.Equal("Error from server (NotFound): configmaps \"nosuch\" not found", (await Run("get", "cm", "nosuch")).Failed());
    }

    // kubectl where it is a dispatcher chooses its client by the cluster's version.
    private async Task Begin()
    {
        RequiredTool.Named("kubectl");
        _namespace = await api.NewNamespace();
    }

    private async Task<string> Kubectl(params string[] arguments) => (await Run(arguments)).Succeeded();

    private Task<CommandResult> Run(params string[] arguments) => TestProcess.Run(
        RequiredTool.Named("kubectl"),
        ["--namespace", _namespace, .. arguments],
        TimeSpan.FromSeconds(60),
        CleanEnvironment.With(("HOME", _home.Path), ("KUBECONFIG", api.Cluster.KubeconfigPath)));
}
