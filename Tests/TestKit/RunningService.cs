using System.Net;

namespace Workshop.TestKit;

/// <summary>One of the workshop's services as a process with a pod's address, listening on 8080 and 8081 as in a pod.</summary>
public sealed class RunningService : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private RunningService(TestProcess process, IPAddress address)
    {
        Process = process;
        Address = address;
        Http = new HttpClient { BaseAddress = new Uri($"http://{address}:8080") };
        Health = new HttpClient { BaseAddress = new Uri($"http://{address}:8081") };
    }

    public TestProcess Process { get; }

    public IPAddress Address { get; }

    public HttpClient Http { get; }

    public HttpClient Health { get; }

    /// <summary>Starts a service with lab settings and waits until it is ready.</summary>
    /// <param name="projectFolder">Such as <c>Services/Hello</c>.</param>
    /// <param name="arguments">Its flags; none are given for it, but <c>--secret</c> is needed by hello and auth.</param>
    /// <param name="environment">Beside the clean environment and the pod's address.</param>
    public static async Task<RunningService> StartAsync(string projectFolder, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        var service = Start(projectFolder, LoopbackAddress.Next(), arguments, environment);
        try
        {
            await Eventually.Is(async () => service.Process.HasExited || await service.IsReady(), $"{projectFolder} is ready", Patience, CancellationToken.None);
            Assert.False(service.Process.HasExited, $"{projectFolder} ended: {service.Process.All}");
            return service;
        }
        catch
        {
            await service.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts a service and waits for nothing.</summary>
    public static RunningService Start(string projectFolder, IPAddress address, IEnumerable<string> arguments, params (string Name, string Value)[] environment)
    {
        // A project's folder or a program's own path.
        var program = Path.IsPathRooted(projectFolder) ? projectFolder : Repository.ProgramOf(projectFolder);
        (string, string)[] all = [("WORKSHOP_POD_IP", address.ToString()), ("Workshop__Lab", "true"), .. environment];
        return new RunningService(TestProcess.Start(program, arguments, CleanEnvironment.With(all)), address);
    }

    /// <summary>Asks the process to end, as a node does, and waits for it.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> StopAsync()
    {
        Process.Signal(Signals.Terminate);
        return await Process.Exit(Patience);
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        Health.Dispose();
        await Process.DisposeAsync();
    }

    private async Task<bool> IsReady()
    {
        using var answer = await Health.GetAsync(new Uri("/readiness", UriKind.Relative));
        return answer.IsSuccessStatusCode;
    }
}
