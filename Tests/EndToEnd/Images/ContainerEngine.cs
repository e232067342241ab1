using System.Net;

namespace Workshop.EndToEnd.Images;

/// <summary>podman and buildah with storage of their own: no image of the machine's is seen, and none is left.</summary>
internal sealed class ContainerEngine(TemporaryFolder folder) : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    private readonly string _podman = RequiredTool.Named("podman");
    private readonly string _buildah = RequiredTool.Named("buildah");

    private string[] Storage => ["--root", folder.PathOf("containers"), "--runroot", folder.PathOf("containers-run"), "--storage-driver", "vfs"];

    public async Task<string> Buildah(params string[] arguments) => (await TestProcess.Run(_buildah, [.. Storage, .. arguments], Patience)).Succeeded().Trim();

    public async Task<string> Podman(params string[] arguments) => (await AskPodman(arguments)).Succeeded().Trim();

    /// <summary>Starts a container as strictly as a pod of the workshop's is: a root file system that cannot be written, no rights, few files and processes.</summary>
    /// <param name="options">podman's, such as <c>-e NAME=VALUE</c>.</param>
    /// <param name="arguments">The program's own.</param>
    public Task Run(string name, string image, IEnumerable<string> options, IEnumerable<string> arguments) => Podman(
    [
        "run", "--detach", "--name", name, "--network=host", "--ulimit=nofile=1024:1024", "--ulimit=nproc=1000:1000",
        "--read-only", "--read-only-tmpfs=false", "--cap-drop=all", "--security-opt=no-new-privileges", .. options, image, .. arguments,
    ]);

    /// <summary>Waits until a container's health port says that it is ready; if it ends instead, fails with what it wrote.</summary>
    public async Task IsReady(string name, IPAddress address)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{address}:8081") };
        try
        {
            await Eventually.Is(async () => (await client.GetAsync(new Uri("/readiness", UriKind.Relative))).IsSuccessStatusCode, $"container '{name}' is ready", TimeSpan.FromSeconds(60), CancellationToken.None);
        }
        catch (TimeoutException e)
        {
            throw new TimeoutException($"{e.Message} It wrote:\n{(await AskPodman(["logs", name])).All}", e);
        }
    }

    public async ValueTask DisposeAsync() => await Podman("rm", "--all", "--force", "--time", "0");

    private Task<CommandResult> AskPodman(string[] arguments) =>
        TestProcess.Run(_podman, [.. Storage, "--tmpdir", folder.PathOf("podman"), "--runtime=runc", "--cgroup-manager=cgroupfs", .. arguments], Patience);
}
