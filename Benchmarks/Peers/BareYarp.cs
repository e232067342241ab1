namespace Workshop.Benchmarks.Peers;

/// <summary><see cref="BareForwarder"/> in a process of its own.</summary>
internal sealed class BareYarp : IAsyncDisposable
{
    private readonly TestProcess _process;

    private BareYarp(TestProcess process, Uri http, Uri https) => (_process, Http, Https) = (process, http, https);

    public Uri Http { get; }

    public Uri Https { get; }

    public static async Task<BareYarp> StartAsync(Uri backend)
    {
        var (http, https) = (FreePort.Next(), FreePort.Next());
        var process = TestProcess.Start(Environment.ProcessPath!, [BareForwarder.Verb, $"{http}", $"{https}", backend.ToString()], CleanEnvironment.With());
        return new BareYarp(process, await Answering.At(new Uri($"http://127.0.0.1:{http}/"), process), new Uri($"https://127.0.0.1:{https}/"));
    }

    public ValueTask DisposeAsync() => _process.DisposeAsync();
}
