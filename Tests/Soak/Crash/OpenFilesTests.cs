using System.Net.Sockets;
using k8s;
using k8s.Models;

namespace Workshop.Soak.Tests.Crash;

/// <summary>A cluster whose limit of open files is reached: it says so or refuses, and goes on when there are files again.</summary>
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
    public async Task When_clients_have_taken_all_files_it_goes_on_after_they_have_left()
    {
        Skip.IfNot(OperatingSystem.IsLinux(), "Each system counts files of its own.");
        await using var host = CrashHost.Launch(_folder.PathOf("state"), Enough);
        await host.IsReady();
        using var client = host.Client();
        var sockets = new List<Socket>();
        try
        {
            foreach (var _ in Enumerable.Range(0, Enough))
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                sockets.Add(socket);
                try
                {
                    await socket.ConnectAsync(client.BaseUri.Host, client.BaseUri.Port).WaitAsync(Limit);
                }
                catch (SocketException refused) when (refused.SocketErrorCode is SocketError.ConnectionReset or SocketError.ConnectionRefused)
                {
                    // For this one it had no file any more.
                }
            }

            await Eventually.Is(() => Directory.GetFiles($"/proc/{host.Process.Id}/fd").Length >= Enough - 1, "all files are taken", Limit, CancellationToken.None);
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
}
