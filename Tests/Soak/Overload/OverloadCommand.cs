using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using k8s;

namespace Workshop.Soak.Tests.Overload;

/// <summary><c>./soak overload</c>: gateway, auth and the API with ten times the clients that they have places for.</summary>
internal static class OverloadCommand
{
    private const int Times = 10;
    private const int GatewayPlaces = 100;
    private const int ReadersOfTheApi = 400;
    private const int LoginsAtOnce = 66;

    private static readonly TimeSpan Duration = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan MostRecovery = TimeSpan.FromSeconds(5);

    public static Command Create()
    {
        var command = new Command("overload", "Ten times too many clients: refused with Retry-After, and answered again within 5 s.");
        command.SetAction((_, ct) => RunAsync(ct));
        return command;
    }

    private static async Task<int> RunAsync(CancellationToken ct)
    {
        await using var workshop = await RunningWorkshop.Start([]);
        // Each client has its connection, and the gateway of a pod with 256 MiB takes 512: the rest would be closed without a word.
        (await workshop.Kubectl($"set env deployment/gateway Workshop__MaxRequests={GatewayPlaces} Workshop__MaxConnections={2 * GatewayPlaces * Times}")).Succeeded();
        (await workshop.Kubectl("rollout status deployment/gateway --timeout=150s")).Succeeded();
        var password = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.ASCII.GetBytes("user:password")));
        var config = KubernetesClientConfiguration.BuildConfigFromConfigFile(workshop.Endpoints.Kubeconfig);
        var isGood = await FloodAsync("gateway", Client(trust: null, authorization: null), workshop.Gateway, GatewayPlaces * Times, ct);
        isGood &= await FloodAsync("auth", Client(trust: null, password), new Uri(workshop.Gateway, "login"), LoginsAtOnce * Times, ct);
        isGood &= await FloodAsync("API", Client(config, new AuthenticationHeaderValue("Bearer", config.AccessToken)), new Uri(workshop.Endpoints.Api, "api/v1/pods"), ReadersOfTheApi * Times, ct);
        await workshop.EndsWithoutATrace();
        return isGood ? 0 : 1;
    }

    /// <param name="client">Ended with its flood: connections that it keeps would take places of the next one's.</param>
    private static async Task<bool> FloodAsync(string name, HttpClient client, Uri target, int clients, CancellationToken ct)
    {
        using var _ = client;
        var flood = new Flood(client, target, clients);
        var recovery = await flood.RunAsync(Duration, ct);
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"{name,-8} {string.Join(", ", flood.Answers.OrderBy(pair => pair.Key).Select(pair => $"{pair.Key}: {pair.Value}"))}; a good answer {recovery.TotalMilliseconds:0} ms after the flood"));

        // Without a refusal it was no flood.
        return recovery <= MostRecovery && flood.Answers.Keys.All(status => status is "200" or "429" or "503") && flood.Answers.Keys.Any(status => status != "200");
    }

    private static HttpClient Client(KubernetesClientConfiguration? trust, AuthenticationHeaderValue? authorization)
    {
        var handler = new SocketsHttpHandler { EnableMultipleHttp2Connections = true, UseProxy = false };
        if (trust is not null)
        {
            handler.SslOptions.CertificateChainPolicy = new() { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
            handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(trust.SslCaCerts);
        }

        var client = new HttpClient(handler) { Timeout = TimeSpan.FromSeconds(60), DefaultRequestVersion = trust is null ? HttpVersion.Version11 : HttpVersion.Version20 };
        client.DefaultRequestHeaders.Authorization = authorization;
        return client;
    }
}
