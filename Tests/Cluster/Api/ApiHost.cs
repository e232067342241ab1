using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Cluster.Access;
using Workshop.Cluster.Api;
using Workshop.Cluster.Nodes;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Start;
using Workshop.Cluster.Store;

namespace Workshop.Cluster.Tests.Api;

/// <summary>The real API on a free port with the real registry and a state folder of its own; no loops and no nodes, so that objects stay as they are written.</summary>
public class ApiHost : IAsyncLifetime, IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private ClusterHost? _host;
    private HttpClient? _client;

    internal ClusterHost Cluster => _host!;

    /// <summary>A client that knows the administrator's token.</summary>
    public HttpClient Client => _client!;

    internal FakeContainerLogs Logs { get; } = new();

    internal IObjectRegistry Registry => Cluster.Services.GetRequiredService<IObjectRegistry>();

    private protected virtual ILoggerFactory Loggers => NullLoggerFactory.Instance;

    internal AccessKeys Keys => Cluster.Services.GetRequiredService<AccessKeys>();

    public async Task InitializeAsync()
    {
        var options = new ClusterOptions { StateFolder = _folder.PathOf("state"), ApiPort = 0 };
        _host = await ClusterHost.StartAsync(options, Loggers, TimeProvider.System, AddParts, CancellationToken.None);
        _client = NewClient();
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Keys.AdminToken);
    }

    public async Task DisposeAsync()
    {
        Client.Dispose();
        await Cluster.StopAsync(TimeSpan.FromSeconds(10), CancellationToken.None);
        await Cluster.DisposeAsync();
    }

    public void Dispose()
    {
        _folder.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>A client without credentials that trusts the cluster's authority.</summary>
    public HttpClient NewClient(X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { AllowAutoRedirect = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(Keys.Authority);
        if (certificate is not null)
        {
            handler.SslOptions.ClientCertificates = [certificate];
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new HttpClient(handler) { BaseAddress = Cluster.ApiAddress, DefaultRequestVersion = HttpVersion.Version20 };
    }

    /// <summary>A namespace of the test's own.</summary>
    public async Task<string> NewNamespace()
    {
        var name = "t-" + Guid.NewGuid().ToString("N", CultureInfo.InvariantCulture)[..8];
        await Send("POST", "/api/v1/namespaces", $$"""{"metadata":{"name":"{{name}}"} }""");
        return name;
    }

    public async Task<Reply> Send(string method, string url, string? body = null, string? type = "application/json", string? accept = null, string? agent = null) =>
        await Send(Client, method, url, body is null ? null : Encoding.UTF8.GetBytes(body), type, accept, agent);

    public static async Task<Reply> Send(HttpClient client, string method, string url, byte[]? body = null, string? type = "application/json", string? accept = null, string? agent = null)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), url) { Version = HttpVersion.Version20 };
        if (body is not null)
        {
            request.Content = new ByteArrayContent(body);
            request.Content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        }

        if (accept is not null)
        {
            request.Headers.TryAddWithoutValidation("Accept", accept);
        }

        if (agent is not null)
        {
            request.Headers.TryAddWithoutValidation("User-Agent", agent);
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseContentRead);
        var headers = response.Headers.NonValidated.Concat(response.Content.Headers.NonValidated).ToDictionary(header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Reply((int)response.StatusCode, await response.Content.ReadAsStringAsync(), headers);
    }

    /// <summary>What the cluster consists of.</summary>
    private protected virtual void AddParts(IServiceCollection services)
    {
        services.AddStore().AddRegistry().AddApi();
        services.AddSingleton<IContainerLogs>(Logs);
        services.AddSingleton<IContainerStreams, FakeContainerStreams>();
    }
}

/// <summary>What came back.</summary>
public sealed record Reply(int Code, string Text, IReadOnlyDictionary<string, string> Headers)
{
    public JsonObject Json => JsonNode.Parse(Text)!.AsObject();

    public string Message => Json["message"]!.ToString();

    /// <summary>The text at a path such as <c>metadata.name</c> or <c>items.0.metadata.name</c>.</summary>
    public string At(string path)
    {
        JsonNode? at = Json;
        foreach (var part in path.Split('.'))
        {
            at = int.TryParse(part, CultureInfo.InvariantCulture, out var index) && at is JsonArray list ? list[index] : at?[part];
        }

        return at?.ToString() ?? "";
    }
}
