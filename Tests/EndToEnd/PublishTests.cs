using System.Text.Json.Nodes;
using System.Xml.Linq;
using Workshop.EndToEnd.Aspire;

namespace Workshop.EndToEnd;

/// <summary>Whoever starts a publish or a deploy, it is the same: the same bytes, the same failures, and nothing secret left behind.</summary>
[Collection(CollectionsByName.Own)]
public sealed class PublishTests
{
    private const string Canary = "canary-of-a-secret-0123456789";
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(10);

    [SkippableFact]
    public async Task Without_a_folder_the_committed_files_are_written_again_and_the_working_copy_stays_as_it_is()
    {
        RequiredTool.Unix();
        var git = RequiredTool.Named("git");
        var before = (await TestProcess.Run(git, ["status", "--porcelain"], Limit, folder: Repository.Root)).Succeeded();

        var published = (await TestProcess.Run(Repository.PathOf("workshop"), ["publish"], Limit)).Succeeded();

        Assert.Contains($"files to {PublishedFiles.Folder}", published, StringComparison.Ordinal);
        Assert.Equal(before, (await TestProcess.Run(git, ["status", "--porcelain"], Limit, folder: Repository.Root)).Succeeded());
    }

    [SkippableFact]
    public async Task What_the_images_are_made_of_is_written_beside_the_files_each_package_with_version_license_and_hash()
    {
        await AspireTool.Needed();
        using var folder = new Folders();

        (await TestProcess.Run(Repository.PathOf("workshop"), ["publish", "--output-path", folder.Out], Limit)).Succeeded();

        var bills = Path.Combine(folder.Out, "sbom");
        Assert.Equal(["auth.cdx.json", "cluster-page.cdx.json", "gateway.cdx.json", "hello.cdx.json"], Directory.GetFiles(bills).Select(Path.GetFileName).Order(StringComparer.Ordinal));
        AssertShips(Path.Combine(bills, "auth.cdx.json"), "BCrypt.Net-Next", "StackExchange.Redis", "OpenTelemetry.Extensions.Hosting");
        AssertShips(Path.Combine(bills, "hello.cdx.json"), "Microsoft.IdentityModel.JsonWebTokens", "OpenTelemetry.Extensions.Hosting");
        AssertShips(Path.Combine(bills, "gateway.cdx.json"), "Yarp.ReverseProxy", "OpenTelemetry.Extensions.Hosting");
        AssertShips(Path.Combine(bills, "cluster-page.cdx.json"), "KubernetesClient", "MudBlazor");
    }

    [SkippableFact]
    public async Task Dotnet_run_writes_the_same_bytes_to_the_folder_that_is_named()
    {
        using var folder = new Folders();

        (await TestProcess.Run("dotnet", ["run", "--project", Repository.PathOf("AppHost"), "--no-build", "--", "--operation", "publish", "--step", "publish", "--output-path", folder.Out], Limit)).Succeeded();

        Assert.Equal(PublishedFiles.Committed, PublishedFiles.AsCommitted(folder.Out));
    }

    [SkippableFact]
    public async Task Aspires_command_line_writes_the_same_bytes_and_no_secret_anywhere()
    {
        await AspireTool.Needed();
        using var folder = new Folders();

        var published = await AspireTool.Run(folder.Home, ["publish", "--output-path", folder.Out], Limit, ("Parameters__redis_password", Canary), ("Parameters__signing_key", Canary));

        Assert.DoesNotContain(Canary, published.Succeeded() + published.Error, StringComparison.Ordinal);
        Assert.Equal(PublishedFiles.Committed, PublishedFiles.AsCommitted(folder.Out));
        folder.HoldNo(Canary);
    }

    [SkippableFact]
    public async Task A_failure_under_Aspires_command_line_names_the_resource_and_is_no_success()
    {
        await AspireTool.Needed();
        using var folder = new Folders();
        var file = folder.FileInTheWay();

        var refused = await AspireTool.Run(folder.Home, ["publish", "--output-path", Path.Combine(file, "below")], Limit);

        refused.Failed();
        Assert.Contains("Resource 'workshop': '", refused.All, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", refused.All, StringComparison.Ordinal);
    }

    [SkippableFact]
    [Trait("Category", "Slow")]
    public async Task Aspires_command_line_deploys_destroys_and_keeps_no_secret()
    {
        await AspireTool.Needed();
        RequiredTool.Named("kubectl");
        using var folder = new Folders();
        await using var cluster = await RunningWorkshop.Start(["--empty", "--nodes", "1"]);
        (string, string)[] environment = [("KUBECONFIG", Path.Combine(cluster.StateFolder, "kubeconfig")), ("Parameters__redis_password", Canary)];

        var deployed = await AspireTool.Run(folder.Home, ["deploy", "--context", "workshop"], Limit, environment);

        Assert.DoesNotContain(Canary, deployed.Succeeded() + deployed.Error, StringComparison.Ordinal);
        Assert.Equal("3", (await cluster.Kubectl("get deployment hello -o jsonpath='{.status.readyReplicas}'")).Succeeded());
        Assert.Equal(Canary, (await cluster.Kubectl("get secret redis-password -o jsonpath='{.data.value}' | base64 -d")).Succeeded());

        (await AspireTool.Run(folder.Home, ["destroy", "--yes", "--context", "workshop"], Limit, environment)).Succeeded();

        Assert.Empty((await cluster.Kubectl("get deployments,statefulsets -n workshop -o name")).Succeeded());
        folder.HoldNo(Canary);
        await cluster.EndsWithoutATrace();
    }

    private static void AssertShips(string bill, params string[] packages)
    {
        var components = JsonNode.Parse(File.ReadAllText(bill))!["components"]!.AsArray();
        var versions = XDocument.Load(Repository.PathOf("Directory.Packages.props")).Descendants("PackageVersion").ToDictionary(package => package.Attribute("Include")!.Value, package => package.Attribute("Version")!.Value);
        Assert.All(packages, name =>
        {
            var component = Assert.Single(components, component => (string?)component!["name"] == name)!;
            Assert.Equal("required", (string?)component["scope"]);
            Assert.Equal($"pkg:nuget/{name}@{versions[name]}", (string?)component["purl"]);
            Assert.NotEmpty(component["licenses"]!.AsArray());
            Assert.Equal("SHA-512", (string?)Assert.Single(component["hashes"]!.AsArray())!["alg"]);
        });
        // What only the build needs is named, and said to be left out.
        Assert.Equal("excluded", (string?)Assert.Single(components, component => (string?)component!["name"] == "Microsoft.CodeAnalysis.BannedApiAnalyzers")!["scope"]);
    }

    /// <summary>Where a test publishes, and a home of its own: Aspire keeps its state and its logs there.</summary>
    private sealed class Folders : IDisposable
    {
        private readonly TemporaryFolder _temporary = new();

        public Folders()
        {
            Directory.CreateDirectory(Home);
        }

        public string Out { get; } = Repository.PathOf("artifacts", $"publish-{Guid.NewGuid():N}");

        public string Home => _temporary.PathOf("home");

        public string FileInTheWay() => _temporary.Write("in-the-way", "a file");

        // A socket has no length, and nothing to read.
        public void HoldNo(string secret) => Assert.DoesNotContain(
            Files(_temporary.Path).Concat(Files(Out)),
            file => new FileInfo(file).Length > 0 && File.ReadAllText(file).Contains(secret, StringComparison.Ordinal));

        public void Dispose()
        {
            _temporary.Dispose();
            if (Directory.Exists(Out))
            {
                Directory.Delete(Out, recursive: true);
            }
        }

        private static IEnumerable<string> Files(string folder) => Directory.Exists(folder) ? Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories) : [];
    }
}
