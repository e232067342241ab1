using System.Text.Json.Nodes;

namespace Workshop.EndToEnd.Images;

/// <summary>The container images, built, pushed to a registry, pulled and run as on any cluster: not as root, and with a root file system that cannot be written.</summary>
[Collection(CollectionsByName.Own)]
[Trait("Category", "Slow")]
public sealed class ImageTests
{
    private static readonly TimeSpan BuildLimit = TimeSpan.FromMinutes(15);
    private static readonly string[] Services = ["Services/Auth", "Services/Hello", "Gateway"];

    [SkippableFact]
    public async Task What_deploy_pushes_keeps_the_contract_as_containers_and_so_does_the_monolith()
    {
        await using var lab = await ImageLab.Start();
        var registry = lab.Registry;
        var baseImage = await lab.BaseImage.ForTwoArchitectures();

        await DeployPushes(registry, baseImage);
        await Publish("Services/Monolith", registry, "shop/monolith", baseImage);
        await lab.Application.KeepsTheContract(registry.Host + "/shop/{0}:1.0.0");
        await lab.Application.MonolithKeepsTheContract(registry.Host + "/shop/{0}:1.0.0");

        // For two kinds of processor: an index, with a manifest for each, and labels whole.
        await Publish("Services/Hello", registry, "multi/hello", baseImage, "-p:ContainerRuntimeIdentifiers=\"linux-x64;linux-arm64\"", "-p:ContainerSource=https://example.com/workshop", "-p:Version=2.0.0");
        var index = (await registry.Manifest("multi/hello", "2.0.0"))["manifests"]!.AsArray();
        Assert.Equal(["amd64", "arm64"], index.Select(manifest => manifest!["platform"]!["architecture"]!.GetValue<string>()).Order(StringComparer.Ordinal));
        foreach (var one in index)
        {
            var configuration = await registry.Configuration("multi/hello", await registry.Manifest("multi/hello", one!["digest"]!.GetValue<string>()));
            Assert.Equal(one["platform"]!["architecture"]!.GetValue<string>(), configuration["architecture"]!.GetValue<string>());
            SaysWhatItIs(configuration, baseImage, "2.0.0");
            Assert.Equal("https://example.com/workshop", configuration["config"]!["Labels"]!["org.opencontainers.image.source"]!.GetValue<string>());
        }
    }

    [SkippableFact]
    public async Task Native_images_keep_the_contract_as_containers_without_a_runtime()
    {
        RequiredTool.Named("clang");
        await using var lab = await ImageLab.Start();
        var registry = lab.Registry;
        var baseImage = await lab.BaseImage.ForNativePrograms();

        foreach (var service in Services)
        {
            await Publish(service, registry, $"native/{Path.GetFileName(service).ToLowerInvariant()}", baseImage, "-p:WorkshopAot=true");
        }

        await lab.Application.KeepsTheContract(registry.Host + "/native/{0}:1.0.0");
        var own = (await registry.Manifest("native/gateway", "1.0.0"))["layers"]!.AsArray()[^1]!["size"]!.GetValue<long>();
        Assert.InRange(own, 1, 30_000_000);
    }

    // To a cluster that cannot pull from a registry: what is looked at is what was pushed, and what the cluster was told to pull.
    private static async Task DeployPushes(LocalRegistry registry, string baseImage)
    {
        RequiredTool.Named("kubectl");
        await using var cluster = await RunningWorkshop.Start(["--empty"]);
        var environment = CleanEnvironment.With(("KUBECONFIG", Path.Combine(cluster.StateFolder, "kubeconfig")), ("ContainerBaseImage", baseImage), ("DOTNET_CONTAINER_INSECURE_REGISTRIES", registry.Host));
        await using var deploy = TestProcess.Start(Repository.ProgramOf("AppHost"), ["--operation", "publish", "--step", "deploy", "--context", "workshop", "--registry", $"{registry.Host}/shop"], environment);
        await deploy.HasWritten("Waiting for ", BuildLimit);
        deploy.Signal(Signals.Interrupt);
        await deploy.Exit(RunningWorkshop.EndLimit);

        foreach (var service in Services.Select(service => Path.GetFileName(service).ToLowerInvariant()))
        {
            Assert.Equal($"{registry.Host}/shop/{service}:1.0.0", (await cluster.Kubectl($"get deployment {service} -o jsonpath='{{.spec.template.spec.containers[0].image}}'")).Succeeded());
            SaysWhatItIs(await registry.Configuration($"shop/{service}", await registry.Manifest($"shop/{service}", "1.0.0")), baseImage, "1.0.0");
        }
    }

    private static void SaysWhatItIs(JsonNode configuration, string baseImage, string version)
    {
        var config = configuration["config"]!;
        var labels = config["Labels"]!;
        Assert.Equal("1654", config["User"]!.GetValue<string>());
        Assert.Equal(version, labels["org.opencontainers.image.version"]!.GetValue<string>());
        Assert.Contains($"Workshop__Version={version}", config["Env"]!.AsArray().Select(line => line!.GetValue<string>()));
        Assert.Equal("MIT", labels["org.opencontainers.image.licenses"]!.GetValue<string>());
        Assert.StartsWith("workshop/", labels["org.opencontainers.image.title"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.NotEmpty(labels["org.opencontainers.image.description"]!.GetValue<string>());
        Assert.Equal(baseImage, labels["org.opencontainers.image.base.name"]!.GetValue<string>());
        Assert.Null(labels["org.opencontainers.image.created"]);
        Assert.NotNull(config["ExposedPorts"]!["8080/tcp"]);
    }

    private static async Task Publish(string project, LocalRegistry registry, string repository, string baseImage, params string[] more) => (await TestProcess.Run(
        "dotnet",
        [
            "publish", Repository.PathOf(project), "-t:PublishContainer", "--nologo", "-v", "quiet", "-clp:NoSummary", "-nodeReuse:false", "-p:UseSharedCompilation=false",
            $"-p:ContainerRegistry={registry.Host}", $"-p:ContainerRepository={repository}", $"-p:ContainerBaseImage={baseImage}", .. more,
        ],
        BuildLimit,
        CleanEnvironment.With(("DOTNET_CONTAINER_INSECURE_REGISTRIES", registry.Host)))).Succeeded();
}
