using System.Text.Json.Nodes;

namespace Workshop.EndToEnd.Images;

/// <summary>A registry on loopback, as empty as it is new: Debian's <c>docker-registry</c>, with its storage in a folder of the test's.</summary>
internal sealed class LocalRegistry : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly TestProcess _process;
    private readonly HttpClient _client;

    private LocalRegistry(TestProcess process, string host)
    {
        (_process, Host) = (process, host);
        _client = new HttpClient { BaseAddress = new Uri($"http://{host}/v2/") };
        _client.DefaultRequestHeaders.Add("Accept", "application/vnd.oci.image.index.v1+json, application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json");
    }

    /// <value>Such as <c>127.0.0.1:41233</c>.</value>
    public string Host { get; }

    public static async Task<LocalRegistry> Start(TemporaryFolder folder)
    {
        var host = $"127.0.0.1:{FreePort.Next()}";
        var configuration = folder.Write("registry.yaml", $$"""
            version: 0.1
            log: { level: warn }
            storage: { filesystem: { rootdirectory: {{folder.PathOf("registry")}} } }
            http: { addr: "{{host}}" }
            """);
        var registry = new LocalRegistry(TestProcess.Start(RequiredTool.Named("docker-registry"), ["serve", configuration]), host);
        try
        {
            await Eventually.Is(async () => (await registry._client.GetAsync("")).IsSuccessStatusCode, "the registry answers", Patience, CancellationToken.None);
            return registry;
        }
        catch
        {
            await registry.DisposeAsync();
            throw;
        }
    }

    /// <summary>The manifest or the index of an image, as the registry has it.</summary>
    public async Task<JsonNode> Manifest(string repository, string tag) => JsonNode.Parse(await _client.GetStringAsync($"{repository}/manifests/{tag}"))!;

    /// <summary>What an image says of itself: its configuration, by its manifest.</summary>
    public async Task<JsonNode> Configuration(string repository, JsonNode manifest) =>
        JsonNode.Parse(await _client.GetStringAsync($"{repository}/blobs/{manifest["config"]!["digest"]}"))!;

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _process.DisposeAsync();
    }
}
