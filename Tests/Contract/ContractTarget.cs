using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Workshop.Contract;

/// <summary>A running application: its one address, and what the rules may use of it.</summary>
public sealed class ContractTarget : IDisposable
{
    private static readonly TimeSpan AnswerLimit = TimeSpan.FromSeconds(30);

    private readonly HttpClient _client;
    private readonly List<HttpClient> _health;

    /// <param name="address">Such as <c>https://127.0.0.1:8443</c>.</param>
    /// <param name="health">Addresses of health ports; none: the rules about them cannot be asked.</param>
    /// <param name="user">Somebody who may log in.</param>
    /// <param name="password">Theirs.</param>
    /// <param name="authorityFile">Certificates in PEM that are trusted in the place of the system's.</param>
    /// <param name="mayToggle">True: the health ports are those of a lab, and may be switched off and on.</param>
    public ContractTarget(Uri address, IEnumerable<Uri> health, string user, string password, string? authorityFile, bool mayToggle)
    {
        (Address, User, Password, MayToggle) = (address, user, password, mayToggle);
        _client = Client(address, authorityFile);
        _health = [.. health.Select(one => Client(one, authorityFile))];
    }

    public Uri Address { get; }

    public string User { get; }

    public string Password { get; }

    public bool MayToggle { get; }

    public bool HasHealth => _health.Count > 0;

    public Task<ContractAnswer> Ask(string method, string path, string? authorization, CancellationToken ct) => Ask(_client, method, path, authorization, System.Net.HttpVersion.Version11, ct);

    public Task<ContractAnswer> AskByHttp2(string path, CancellationToken ct) => Ask(_client, "GET", path, null, System.Net.HttpVersion.Version20, ct);

    /// <returns>One answer of each health port.</returns>
    public async Task<IReadOnlyList<ContractAnswer>> AskHealth(string method, string path, CancellationToken ct)
    {
        var answers = new List<ContractAnswer>();
        foreach (var health in _health)
        {
            answers.Add(await Ask(health, method, path, null, System.Net.HttpVersion.Version11, ct));
        }

        return answers;
    }

    public Task<ContractAnswer> Login(CancellationToken ct) => Ask("GET", "/login", Basic(User, Password), ct);

    public async Task<string> Token(CancellationToken ct)
    {
        var answer = await Login(ct);
        answer.HasStatus(200);
        return answer.Json().GetProperty("token").GetString() ?? "";
    }

    public static string Basic(string user, string password) => $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}"))}";

    public void Dispose()
    {
        _client.Dispose();
        _health.ForEach(health => health.Dispose());
    }

    private static async Task<ContractAnswer> Ask(HttpClient client, string method, string path, string? authorization, Version version, CancellationToken ct)
    {
        var asked = $"{method} {new Uri(client.BaseAddress!, path)}";
        using var request = new HttpRequestMessage(new HttpMethod(method), new Uri(path, UriKind.Relative)) { Version = version, VersionPolicy = HttpVersionPolicy.RequestVersionExact };
        if (authorization is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        }

        try
        {
            using var answer = await client.SendAsync(request, ct);
            return new ContractAnswer(asked, (int)answer.StatusCode, answer.Content.Headers.ContentType?.MediaType, await answer.Content.ReadAsStringAsync(ct), answer.Headers, answer.Version);
        }
        catch (HttpRequestException e)
        {
            throw new ContractBrokenException($"{asked}: no answer. {e.Message} {e.InnerException?.Message}");
        }
    }

    private static HttpClient Client(Uri address, string? authorityFile)
    {
        var handler = new SocketsHttpHandler { UseProxy = false, AllowAutoRedirect = false };
        if (authorityFile is not null)
        {
            var trusted = new X509Certificate2Collection();
            trusted.ImportFromPemFile(authorityFile);
            handler.SslOptions = new SslClientAuthenticationOptions { CertificateChainPolicy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck } };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trusted);
        }

        return new HttpClient(handler) { BaseAddress = address, Timeout = AnswerLimit };
    }
}
