using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Workshop.EndToEnd.Rotation;

/// <summary>Gateway, auth and hello in a namespace of their own on the shared workshop, with routes, certificates and keys mounted, as a team would have them in production.</summary>
public sealed class RotatingApplication : IAsyncLifetime, IDisposable
{
    private const string Namespace = "rotation";

    private HttpClient? _client;
    private IPAddress? _address;

    internal RunningWorkshop Workshop { get; private set; } = null!;

    internal ServerCertificates Certificates { get; } = new();

    public Uri Address { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        Workshop = await SharedWorkshop.Get();
        (await Workshop.KubectlInLabs($"create namespace {Namespace}")).Succeeded();
        await ReplaceCertificate();
        await ReplaceRoutes(RotationManifest.Routes());
        await ReplaceKey();
        (await Workshop.Apply(RotationManifest.Application, $"-n {Namespace}")).Succeeded();
        foreach (var name in new[] { "auth", "hello", "gateway" })
        {
            (await Kubectl($"rollout status deployment/{name} --timeout=90s")).Succeeded();
        }

        _address = IPAddress.Parse((await Kubectl("get service gateway -o jsonpath='{.spec.clusterIP}'")).Succeeded());
        Address = new Uri($"https://{_address}:8443");

        // Renewed often, so that a new certificate is seen.
        var handler = new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.FromSeconds(1) };
        handler.SslOptions.RemoteCertificateValidationCallback = Certificates.IsOneOfThem;
        _client = new HttpClient(handler) { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(30) };
    }

    public async Task DisposeAsync() => (await Kubectl($"delete namespace {Namespace} --timeout=90s")).Succeeded();

    public void Dispose() => _client?.Dispose();

    internal Task<CommandResult> Kubectl(string arguments) => Workshop.KubectlInLabs($"-n {Namespace} {arguments}");

    /// <returns>The certificate in PEM.</returns>
    internal async Task<string> ReplaceCertificate()
    {
        var (certificate, key) = Certificates.Make(_address);
        await Replace("Secret", "tls-certs", ("cert.pem", certificate), ("key.pem", key));
        return certificate;
    }

    internal Task ReplaceRoutes(string routes) => Replace("ConfigMap", "routes", ("routes.json", routes));

    internal Task ReplaceKey()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return Replace("Secret", "signing-key", ("Workshop__Signing__Key", key.ExportPkcs8PrivateKeyPem() + "\n"));
    }

    /// <returns>The status and the body.</returns>
    internal async Task<(int Status, string Body)> Ask(string path, AuthenticationHeaderValue? authorization = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative)) { Headers = { Authorization = authorization } };
        using var answer = await _client!.SendAsync(request);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync());
    }

    /// <summary>Logs the demo user in.</summary>
    internal async Task<AuthenticationHeaderValue> Login()
    {
        var (status, body) = await Ask("/login", new AuthenticationHeaderValue("Basic", Convert.ToBase64String("user:password"u8)));
        Assert.True(status == 200, $"{status} {body}");
        using var json = JsonDocument.Parse(body);
        return new AuthenticationHeaderValue("Bearer", json.RootElement.GetProperty("token").GetString());
    }

    /// <summary>Requests for <c>/secure</c> with one token, which must go on working whatever is replaced.</summary>
    internal async Task<OpenLoopLoad> StartLoad(int perSecond) =>
        OpenLoopLoad.Start(new Uri(Address, "/secure"), perSecond, trust: Certificates.IsOneOfThem, authorization: await Login());

    private async Task Replace(string kind, string name, params (string File, string Text)[] files)
    {
        var lines = string.Concat(files.Select(file => $"  {file.File}: {(kind == "Secret" ? Convert.ToBase64String(Encoding.UTF8.GetBytes(file.Text)) : JsonText(file.Text))}\n"));
        (await Workshop.Apply($"apiVersion: v1\nkind: {kind}\nmetadata: {{ name: {name} }}\ndata:\n{lines}", $"-n {Namespace}")).Succeeded();
    }

    // A JSON string is a YAML one, too.
    private static string JsonText(string text) => JsonSerializer.Serialize(text);
}
