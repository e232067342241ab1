using System.Formats.Tar;
using System.IO.Compression;
using Workshop.Labs.Doctor;
using Workshop.Labs.Kits;

namespace Workshop.Labs.Tests.Kits;

/// <summary>A kit of a repository of three projects and three packages.</summary>
public sealed class KitTests : IDisposable
{
    private const string Here = "linux-x64";
    private static readonly string[] Sources = ["AppHost/AppHost.csproj", "Labs/00-set-up/guide.md", "Labs/Labs.csproj", "workshop"];
    private readonly TemporaryFolder _machine = new();
    private readonly string _root;

    public KitTests()
    {
        _root = _machine.PathOf("repository");
        Write("global.json", """{ "msbuild-sdks": { "Aspire.AppHost.Sdk": "13.6.4" } }""");
        Write("workshop", "#!/usr/bin/env bash\n");
        Write("Labs/00-set-up/guide.md", "# Set up\n");
        Write("AppHost/AppHost.csproj", """<Project><ItemGroup><ProjectReference Include="..\Hosting\Hosting.csproj" /></ItemGroup></Project>""");
        Write("AppHost/packages.linux-x64.lock.json", """{ "dependencies": { "net10.0": { "Aspire.Dashboard.Sdk.linux-x64": { "resolved": "13.6.5" }, "Workshop.Hosting": { "type": "Project" } } } }""");
        Write("Hosting/Hosting.csproj", "<Project/>");
        Write("Hosting/packages.lock.json", """{ "dependencies": { "net10.0": { "YamlDotNet": { "resolved": "18.1.0" } } } }""");
        Write("Labs/Labs.csproj", "<Project/>");
        Write("Labs/packages.lock.json", """{ "dependencies": { "net10.0": { "YamlDotNet": { "resolved": "18.1.0" } } } }""");
        foreach (var (id, version) in new[] { ("aspire.apphost.sdk", "13.6.4"), ("aspire.dashboard.sdk.linux-x64", "13.6.5"), ("yamldotnet", "18.1.0") })
        {
            _machine.Write($"nuget/{id}/{version}/{id}.{version}.nupkg", id);
        }
    }

    public void Dispose() => _machine.Dispose();

    [Fact]
    public void It_holds_files_packages_of_all_projects_once_and_its_own_papers() => Assert.Equal(
        [
            "AppHost/AppHost.csproj", "KIT-README.md", "Labs/00-set-up/guide.md", "Labs/Labs.csproj", "kit.json", "nuget.config",
            "packages/aspire.apphost.sdk.13.6.4.nupkg", "packages/aspire.dashboard.sdk.linux-x64.13.6.5.nupkg", "packages/yamldotnet.18.1.0.nupkg", "workshop",
        ],
        Plan(Here).Entries.Select(entry => entry.Name));

    [Fact]
    public void For_another_kind_of_machine_it_names_what_this_one_has_not()
    {
        var plan = Plan("osx-arm64");

        Assert.Equal([new KitPackage("Aspire.Dashboard.Sdk.osx-arm64", "13.6.5")], plan.Missing);
        Assert.DoesNotContain(plan.Entries, entry => entry.Name.Contains("linux", StringComparison.Ordinal));
        Assert.Contains("- Aspire.Dashboard.Sdk.osx-arm64 13.6.5", plan.Entries.Single(entry => entry.Name == KitPapers.ReadMe).Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_packages_nothing_is_packed_and_it_says_how_to_get_them()
    {
        Directory.Delete(_machine.PathOf("nuget/yamldotnet"), recursive: true);

        var refusal = Assert.Throws<LabException>(() => Plan(Here)).Message;

        Assert.Equal("1 of 3 packages are not on this machine (YamlDotNet 18.1.0). './workshop up' fetches them once, with a network; then pack the kit.", refusal);
    }

    [Fact]
    public void A_kind_of_machine_that_does_not_exist_is_refused_and_the_others_are_listed() =>
        Assert.Contains("osx-arm64", Assert.Throws<LabException>(() => Rids.Checked("amiga")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task The_same_files_make_the_same_archive_and_scripts_can_be_executed()
    {
        await KitArchive.WriteAsync(Plan(Here), _machine.PathOf("one.tar.gz"), overwrite: false, CancellationToken.None);
        File.SetLastWriteTimeUtc(Path.Combine(_root, "workshop"), new DateTime(2020, 1, 1, 0, 0, 0, DateTimeKind.Utc));
        await KitArchive.WriteAsync(Plan(Here), _machine.PathOf("two.tar.gz"), overwrite: false, CancellationToken.None);

        Assert.Equal(File.ReadAllBytes(_machine.PathOf("one.tar.gz")), File.ReadAllBytes(_machine.PathOf("two.tar.gz")));
        Assert.Equal(["workshop-kit-linux-x64/workshop"], Read("one.tar.gz").Where(entry => entry.Mode.HasFlag(UnixFileMode.UserExecute)).Select(entry => entry.Name));
    }

    [Fact]
    public async Task An_archive_that_is_there_is_left_alone_unless_it_is_forced()
    {
        var target = _machine.Write("kit.tar.gz", "somebody's");

        Assert.Contains("--force", (await Assert.ThrowsAsync<LabException>(() => KitArchive.WriteAsync(Plan(Here), target, overwrite: false, CancellationToken.None))).Message, StringComparison.Ordinal);
        Assert.Equal("somebody's", await File.ReadAllTextAsync(target));
        await KitArchive.WriteAsync(Plan(Here), target, overwrite: true, CancellationToken.None);
        Assert.Equal(10, Read("kit.tar.gz").Count);
    }

    [SkippableFact]
    public async Task A_full_disk_is_one_line_and_leaves_nothing()
    {
        Skip.IfNot(OperatingSystem.IsLinux() && Directory.Exists("/dev/shm"), "/dev/full is Linux'.");
        // What is written under the next name goes where nothing fits.
        var target = _machine.PathOf("kit.tar.gz");
        File.CreateSymbolicLink($"{target}.{Environment.ProcessId}.next", "/dev/full");

        var refusal = (await Assert.ThrowsAsync<LabException>(() => KitArchive.WriteAsync(Plan(Here), target, overwrite: false, CancellationToken.None))).Message;

        Assert.Matches("^The kit cannot be written to '.*': .*(No space|disk is full|not enough space).* It needs about 1 MB\\.$", refusal);
        Assert.Empty(Directory.EnumerateFiles(_machine.Path, "kit.tar.gz*"));
    }

    [SkippableFact]
    public async Task Keys_state_and_what_builds_leave_do_not_go_along()
    {
        RequiredTool.Unix();
        foreach (var left in new[] { ".workshop/token", "bin/x.dll", "Labs/obj/x.json", "tls.key", "ca.pem", "kubeconfig", "packages/a.nupkg", "artifacts/x" })
        {
            Write(left, "x");
        }

        var files = await KitSources.FilesAsync(_root, CancellationToken.None);

        Assert.Equal(
            ["AppHost/AppHost.csproj", "AppHost/packages.linux-x64.lock.json", "Hosting/Hosting.csproj", "Hosting/packages.lock.json", "Labs/00-set-up/guide.md", "Labs/Labs.csproj", "Labs/packages.lock.json", "global.json", "workshop"],
            files.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Two_tools_of_one_name_are_refused() =>
        Assert.Contains("'kubectl'", Assert.Throws<LabException>(() => KitPlan.Of(_root, Here, Here, Sources, Packages, null, ["/a/kubectl", "/b/kubectl"])).Message, StringComparison.Ordinal);

    [Fact]
    public void The_doctor_says_that_a_network_is_needed_once_or_a_kit()
    {
        Assert.Equal("ok", PackageCheck.Look(_root, Here, Packages).Word);
        Directory.Delete(_machine.PathOf("nuget/yamldotnet"), recursive: true);

        var finding = PackageCheck.Look(_root, Here, Packages);

        Assert.Equal(("note", "1 of 3 packages are not here yet: YamlDotNet 18.1.0"), (finding.Word, finding.What));
        Assert.Contains("./workshop kit", finding.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public void The_doctor_says_that_a_kit_is_for_another_kind_of_machine()
    {
        Write("kit.json", KitPapers.FactsOf(Here));

        var finding = PackageCheck.Look(_root, "osx-arm64", Packages);

        Assert.Equal((Finding.Lacks, "1 of 3 packages: Aspire.Dashboard.Sdk.osx-arm64 13.6.5"), (finding.Word, finding.What));
        Assert.Contains("This kit is for linux-x64, this machine is osx-arm64", finding.Remedy, StringComparison.Ordinal);
    }

    private IReadOnlyList<string> Packages => [_machine.PathOf("nuget")];

    private KitPlan Plan(string rid) => KitPlan.Of(_root, rid, Here, Sources, Packages, null, []);

    private List<TarEntry> Read(string name)
    {
        List<TarEntry> entries = [];
        using var archive = new TarReader(new GZipStream(File.OpenRead(_machine.PathOf(name)), CompressionMode.Decompress));
        while (archive.GetNextEntry() is { } entry)
        {
            entries.Add(entry);
        }

        return entries;
    }

    private void Write(string file, string text) => _machine.Write($"repository/{file}", text);
}
