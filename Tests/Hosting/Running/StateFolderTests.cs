using Aspire.Hosting;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.Tests.Running;

public sealed class StateFolderTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void By_default_it_lies_at_the_root_of_the_repository()
    {
        var appHost = Directory.CreateDirectory(Path.Combine(_folder.Path, "src", "AppHost")).FullName;
        File.WriteAllText(Path.Combine(_folder.Path, "Workshop.sln"), "");

        Assert.Equal(Path.Combine(_folder.Path, ".workshop"), StateFolder.Locate(null, "", appHost));
    }

    [Fact]
    public void The_flag_wins_over_the_environment_and_the_environment_over_the_default()
    {
        Assert.Equal(Path.GetFullPath("flag"), StateFolder.Locate("flag", "variable", _folder.Path));
        Assert.Equal(Path.GetFullPath("variable"), StateFolder.Locate(null, "variable", _folder.Path));
    }

    [Fact]
    public void A_folder_is_made_with_its_parents()
    {
        var folder = Path.Combine(_folder.Path, "a b", "state");

        StateFolder.Prepare(folder);

        Assert.Empty(Directory.EnumerateFileSystemEntries(folder));
    }

    [Fact]
    public void A_folder_that_cannot_be_written_is_named_with_what_to_do()
    {
        var file = Path.Combine(_folder.Path, "file");
        File.WriteAllText(file, "");

        var refusal = Assert.Throws<DistributedApplicationException>(() => StateFolder.Prepare(Path.Combine(file, "state")));

        Assert.StartsWith($"State folder '{Path.Combine(file, "state")}' cannot be written:", refusal.Message, StringComparison.Ordinal);
        Assert.EndsWith("Choose another with --state FOLDER or WORKSHOP_STATE.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_endpoints_file_names_what_there_is()
    {
        var addresses = new RunAddresses(new Uri("http://127.0.0.1:8080"), null, new Uri("https://127.0.0.1:6443"), "/a b/kubeconfig");

        await EndpointsFile.WriteAsync(_folder.Path, addresses, CancellationToken.None);

        Assert.Equal(
            """
            {
              "gateway": "http://127.0.0.1:8080",
              "api": "https://127.0.0.1:6443",
              "kubeconfig": "/a b/kubeconfig"
            }
            """.ReplaceLineEndings("\n"),
            (await File.ReadAllTextAsync(Path.Combine(_folder.Path, "endpoints.json"))).Trim().ReplaceLineEndings("\n"));
        EndpointsFile.Delete(_folder.Path);
        Assert.Empty(Directory.EnumerateFiles(_folder.Path));
    }

    [Fact]
    public async Task The_endpoints_file_holds_no_token_of_a_link()
    {
        var addresses = new RunAddresses(new Uri("http://127.0.0.1:8080"), null, new Uri("https://127.0.0.1:6443"), "/kubeconfig")
        {
            Dashboard = new Uri("http://127.0.0.1:18888/login?t=canary"),
            ClusterPage = new Uri("http://127.0.0.1:18880/login?t=canary"),
        };

        await EndpointsFile.WriteAsync(_folder.Path, addresses, CancellationToken.None);

        var text = await File.ReadAllTextAsync(Path.Combine(_folder.Path, "endpoints.json"));
        Assert.DoesNotContain("canary", text, StringComparison.Ordinal);
        Assert.Contains("http://127.0.0.1:18888", text, StringComparison.Ordinal);
    }
}
