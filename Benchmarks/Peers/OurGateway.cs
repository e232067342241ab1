namespace Workshop.Benchmarks.Peers;

/// <summary>The gateway, built as this program is (for release), before one backend.</summary>
internal sealed class OurGateway : IAsyncDisposable
{
    private readonly TemporaryFolder _folder;

    private OurGateway(TemporaryFolder folder, TestProcess process, Uri http, Uri https) => (_folder, Process, Http, Https) = (folder, process, http, https);

    public TestProcess Process { get; }

    public Uri Http { get; }

    public Uri Https { get; }

    public static async Task<OurGateway> StartAsync(Uri backend, params (string Name, string Value)[] environment)
    {
        var folder = new TemporaryFolder();
        var routes = folder.Write("routes.json", $$$"""
            { "ReverseProxy": {
              "Routes": { "all": { "ClusterId": "backend", "Match": { "Path": "/{**rest}" } } },
              "Clusters": { "backend": { "Destinations": { "backend": { "Address": "{{{backend}}}" } } } } } }
            """);
        var http = new Uri($"http://127.0.0.1:{FreePort.Next()}/");
        var https = new Uri($"https://127.0.0.1:{FreePort.Next()}/");
        var process = TestProcess.Start(
            Repository.ProgramOf("Gateway"),
            ["--http", http.Authority, "--health", $"127.0.0.1:{FreePort.Next()}", "--https", https.Authority, "--config", routes, "--Workshop:AccessLog=off"],
            CleanEnvironment.With(environment));
        await Answering.At(http, process);
        return new OurGateway(folder, process, http, https);
    }

    public async ValueTask DisposeAsync()
    {
        await Process.DisposeAsync();
        _folder.Dispose();
    }
}
