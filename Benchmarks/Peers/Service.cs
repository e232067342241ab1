namespace Workshop.Benchmarks.Peers;

/// <summary>One of our services, built as this program is (for release), in lab mode: it knows the demo user.</summary>
internal sealed class Service : IAsyncDisposable
{
    private readonly TestProcess _process;

    private Service(TestProcess process, Uri http) => (_process, Http) = (process, http);

    public Uri Http { get; }

    public static async Task<Service> StartAsync(string project, string secret)
    {
        var (http, health) = ($"127.0.0.1:{FreePort.Next()}", $"127.0.0.1:{FreePort.Next()}");
        var process = TestProcess.Start(
            Repository.ProgramOf(project),
            ["--http", http, "--health", health, "--Workshop:AccessLog=off"],
            CleanEnvironment.With(("Workshop__Secret", secret), ("Workshop__Lab", "true")));
        await Answering.At(new Uri($"http://{health}/readiness"), process);
        return new Service(process, new Uri($"http://{http}/"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
