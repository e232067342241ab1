using System.Net.Sockets;
using k8s;
using k8s.Models;

namespace Workshop.Soak.Tests.Crash;

/// <summary>A cluster whose limit of open files is reached: it says so, or refuses.</summary>
public sealed class OpenFilesTests : IDisposable
{
    private const int Enough = 512;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [SkippableFact]
    public async Task With_too_few_files_for_a_start_it_ends_with_one_line()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Each system counts files of its own.");
        await using var host = CrashHost.Launch(_folder.PathOf("state"), files: 110);

        var code = await host.Process.Exit(Limit);

        Assert.Equal(2, code);
        Assert.Contains("ulimit -n", host.Process.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", host.Process.Error, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Clients_cannot_take_the_files_that_the_cluster_needs_itself()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Each system counts files of its own.");
        await using var host = CrashHost.Launch(_folder.PathOf("state"), Enough);
        await host.IsReady();
        using var client = host.Client();
        var files = FilesOf(host);
        var sockets = new List<Socket>();
        try
        {
            foreach (var _ in Enumerable.Range(0, Enough))
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                await Try(() => socket.ConnectAsync(client.BaseUri.Host, client.BaseUri.Port).WaitAsync(Limit));
            }

            await Eventually.Is(() => sockets.Count(IsClosed) >= Enough / 2, "those beyond the limit are closed", Limit, CancellationToken.None);
            Assert.InRange(FilesOf(host), files, Enough - 64);
            Assert.False(host.Process.HasExited);
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }

        await Eventually.Is(async () => (await client.CoreV1.ListNamespaceAsync()).Items.Count > 0, "the API answers again", Limit, CancellationToken.None);
        await client.CoreV1.CreateNamespacedConfigMapAsync(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "after" } }, "default");
        Assert.Empty(host.Process.Error);
    }

    private static int FilesOf(CrashHost host) => Directory.GetFiles($"/proc/{host.Process.Id}/fd").Length;

    private static bool IsClosed(Socket socket)
    {
        try
        {
            return !socket.Connected || (socket.Poll(0, SelectMode.SelectRead) && socket.Available == 0);
        }
        catch (SocketException)
        {
            return true;
        }
    }

    // One beyond the limit may be closed before it knows that it was taken.
    private static async Task Try(Func<Task> connect)
    {
        try
        {
            await connect();
        }
        catch (SocketException refused) when (refused.SocketErrorCode == SocketError.ConnectionReset)
        {
            return;
        }
    }
}
