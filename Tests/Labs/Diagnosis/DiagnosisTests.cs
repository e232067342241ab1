using System.Collections;
using System.IO.Compression;
using System.Text;
using System.Text.Json.Nodes;
using Workshop.Labs.Commands;
using Workshop.Labs.Desk;
using Workshop.Labs.Diagnosis;

namespace Workshop.Labs.Tests.Diagnosis;

/// <summary>A state folder and a cluster with a canary wherever a secret may be: none of them is in the archive, and all else is.</summary>
public sealed class DiagnosisTests : IDisposable
{
    private static readonly Hashtable Environment = new() { ["Parameters__signing"] = "canary-environment", ["MY_PASSWORD"] = "canary-variable" };
    private readonly TemporaryFolder _folder = new();

    private string State => _folder.PathOf("state");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task No_canary_of_state_or_cluster_is_in_the_archive()
    {
        await using var cluster = await StandInApi.StartAsync();
        WriteState(cluster.Address);

        var archive = await Diagnose();

        Assert.All(archive, page => Assert.DoesNotContain("canary", page.Key + page.Value, StringComparison.OrdinalIgnoreCase));
        Assert.All(archive, page => Assert.DoesNotContain(Convert.ToBase64String(Encoding.UTF8.GetBytes("canary-secret"))[..12], page.Value, StringComparison.Ordinal));
    }

    [Fact]
    public async Task What_helps_is_there()
    {
        await using var cluster = await StandInApi.StartAsync();
        WriteState(cluster.Address);

        var archive = await Diagnose();

        Assert.Contains("workshop: 1", archive["versions.txt"], StringComparison.Ordinal);
        Assert.Contains("600", archive["state/listing.txt"].Split('\n').Single(line => line.EndsWith(" pki/admin.token", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Contains("the run began", archive["state/apphost.log"], StringComparison.Ordinal);
        Assert.Contains("the pod began", archive["state/logs/default_web_1/web/0.log"], StringComparison.Ordinal);
        Assert.Contains("\"gateway\": \"http://127.0.0.1:8080\"", archive["state/endpoints.json"], StringComparison.Ordinal);
        Assert.Contains("Back-off", archive["cluster/events.json"], StringComparison.Ordinal);
        Assert.Contains("it listens", archive["cluster/logs/default/web/web.log"], StringComparison.Ordinal);
        Assert.Contains("\"colour\": \"blue\"", archive["cluster/configmaps.json"], StringComparison.Ordinal);
        Assert.Contains("password (20)", archive["cluster/secrets.json"], StringComparison.Ordinal);
        Assert.Contains("403", archive["cluster/nodes.txt"], StringComparison.Ordinal);
        Assert.All(archive.Where(page => page.Key.EndsWith(".json", StringComparison.Ordinal)), page => Assert.NotNull(JsonNode.Parse(page.Value)));
    }

    [Fact]
    public async Task Keys_and_store_are_named_and_not_taken_along()
    {
        WriteState(new Uri("http://127.0.0.1:1"));

        var archive = await Diagnose();

        Assert.Contains(" pki/sa.key\n", archive["state/listing.txt"], StringComparison.Ordinal);
        Assert.Contains(" cluster.db\n", archive["state/listing.txt"], StringComparison.Ordinal);
        Assert.DoesNotContain(archive.Keys, name => name.Contains("pki", StringComparison.Ordinal) || name.Contains("cluster.db", StringComparison.Ordinal) || name.Contains("kubeconfig", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Without_a_cluster_it_says_so_and_has_the_rest()
    {
        WriteState(new Uri($"http://127.0.0.1:{FreePort.Next()}"));

        var archive = await Diagnose();

        Assert.StartsWith("No cluster answers:", archive["cluster/none.txt"], StringComparison.Ordinal);
        Assert.Contains("the run began", archive["state/apphost.log"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_any_state_it_says_so()
    {
        var archive = await Diagnose();

        Assert.StartsWith("No cluster was asked:", archive["cluster/none.txt"], StringComparison.Ordinal);
        Assert.StartsWith("There is no state folder", archive["state/listing.txt"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task On_somebody_elses_cluster_only_ones_own_namespace_is_looked_at()
    {
        await using var cluster = await StandInApi.StartAsync();
        Directory.CreateDirectory(State);
        var elsewhere = _folder.Write("elsewhere", Kubeconfig(cluster.Address));

        var archive = await Diagnose(elsewhere);

        Assert.Contains("\"colour\"", archive["cluster/default/configmaps.json"], StringComparison.Ordinal);
        Assert.DoesNotContain(cluster.Asked, path => path is "/api/v1/nodes" or "/api/v1/secrets" or "/api/v1/pods");
        Assert.All(archive, page => Assert.DoesNotContain("canary", page.Value, StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task Only_its_owner_reads_the_archive_and_no_file_is_replaced()
    {
        await Diagnose();

        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, OperatingSystem.IsWindows() ? UnixFileMode.UserRead | UnixFileMode.UserWrite : File.GetUnixFileMode(Target));
        Assert.Equal($"'{Target}' is there already. Name another file with --output.", (await Assert.ThrowsAsync<LabException>(() => Diagnose())).Message);
        Assert.StartsWith("There is no folder", Assert.Throws<LabException>(() => DiagnosisArchive.Refuse(_folder.PathOf("no", "such.zip"))).Message, StringComparison.Ordinal);
    }

    private string Target => _folder.PathOf("diagnosis.zip");

    private async Task<Dictionary<string, string>> Diagnose(string? kubeconfig = null)
    {
        var place = new DeskPlace(State, kubeconfig ?? Path.Combine(State, "kubeconfig"));
        var context = new LabContext(new LabDesk(new LabFiles(Repository.Root), place, TimeProvider.System), new Screen(TextWriter.Null, isTerminal: false), TimeProvider.System);
        var (pages, redactor) = await DiagnosisRun.GatherAsync(context, [ct => MachinePages.VersionsAsync(Repository.Root, ct)], Environment, CancellationToken.None);
        DiagnosisArchive.Write(Target, pages, redactor, StandInApi.Now);
        using var archive = ZipFile.OpenRead(Target);
        return archive.Entries.ToDictionary(entry => entry.FullName, Read);
    }

    private static string Read(ZipArchiveEntry entry)
    {
        using var reader = new StreamReader(entry.Open());
        return reader.ReadToEnd();
    }

    private void WriteState(Uri api)
    {
        Private("kubeconfig", Kubeconfig(api));
        Private("parameters.json", """{ "redis-password": "canary-parameter" }""");
        Private("pki/admin.token", "canary-admin-token\n");
        Private("pki/sa.key", "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIcanaryKEYcanaryKEYcanary\n-----END EC PRIVATE KEY-----\n");
        Private("pods/1/volumes/redis-password/value", "canary-volume");
        Private("cluster.db", "canary-store");
        Private("endpoints.json", """{ "gateway": "http://127.0.0.1:8080", "dashboard": "http://127.0.0.1:18888/login?t=canary" }""");
        Private("apphost.log", "the run began\nwith canary-parameter, canary-volume, canary-environment and canary-variable, MHcCAQEEIcanaryKEYcanaryKEYcanary, open http://localhost:1/login?t=canary\n");
        Private("logs/default_web_1/web/0.log", "the pod began\nAuthorization: Basic canary\nu:canary-kubeconfig canary-admin-token\n");
    }

    private void Private(string name, string text)
    {
        var path = _folder.Write($"state/{name}", text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    private static string Kubeconfig(Uri api) =>
        $$"""
        apiVersion: v1
        kind: Config
        current-context: labs
        clusters:
        - name: workshop
          cluster: { server: "{{api}}" }
        users:
        - name: admin
          user:
            token: canary-kubeconfig
        contexts:
        - name: labs
          context: { cluster: workshop, user: admin, namespace: default }
        """;
}
