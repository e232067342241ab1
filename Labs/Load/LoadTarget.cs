using System.Globalization;
using System.Net;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Models;
using Workshop.Labs.Checks;

namespace Workshop.Labs.Load;

/// <summary>Where a load goes: an address, a Gateway's, or a Service by the shortest way that there is to it.</summary>
/// <param name="owner">Ends with the load.</param>
internal sealed class LoadTarget(string name, Uri address, HttpMessageInvoker client, IReadOnlyList<(string Name, string Value)> headers, IDisposable owner) : IDisposable
{
    // A Service chooses a pod for each connection. One connection a request, as with the deck's curl, makes shares of requests those of pods.
    private static readonly TimeSpan OfOneRequest = TimeSpan.Zero;

    // Hundreds of handshakes would measure the client. New ones come often enough to notice a new certificate.
    private static readonly TimeSpan Renewed = TimeSpan.FromSeconds(1);

    public string Name => name;

    /// <value>What each request asks.</value>
    public Uri Address => address;

    public void Dispose() => owner.Dispose();

    public Task<HttpResponseMessage> SendAsync(CancellationToken ct)
    {
        // HTTP/2 where TLS offers it: hundreds of handshakes at once would measure the client.
        var request = new HttpRequestMessage(HttpMethod.Get, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        foreach (var (header, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(header, value);
        }

        return client.SendAsync(request, ct);
    }

    /// <param name="cacert">A file of certificates to trust in place of the system's.</param>
    /// <param name="isInsecure">Whether any certificate will do.</param>
    public static LoadTarget OfAddress(Uri address, string? cacert, bool isInsecure, IReadOnlyList<(string Name, string Value)> headers)
    {
        var client = Client(address.Scheme == Uri.UriSchemeHttps ? Renewed : OfOneRequest, cacert, isInsecure);
        return new LoadTarget(address.ToString(), address, client, headers, client);
    }

    /// <summary>The address of a Gateway, which is the cloud's or the workshop's own.</summary>
    /// <exception cref="LabException">There is no such Gateway, or it has no address yet.</exception>
    public static async Task<LoadTarget> OfGatewayAsync(LabCluster cluster, string gateway, string path, IReadOnlyList<(string Name, string Value)> headers, CancellationToken ct)
    {
        using var _ = cluster;
        var found = await cluster.Gateway(gateway, ct) ?? throw new LabException($"There is no Gateway '{gateway}' in namespace '{cluster.Namespace}'. kubectl get gateways lists them.");
        var address = found.Address ?? throw new LabException($"The Gateway '{gateway}' has no address yet. kubectl describe gateway {gateway} says why.");
        var client = Client(OfOneRequest, null, isInsecure: false);
        return new LoadTarget($"gateway/{gateway}", new Uri(address, path), client, headers, client);
    }

    /// <summary>
    /// A Service's external address; where it has none, its cluster address if this machine reaches it (the embedded cluster's are loopback addresses);
    /// else the API server's proxy.
    /// </summary>
    /// <param name="cluster">Disposed with the target.</param>
    public static async Task<LoadTarget> OfServiceAsync(LabCluster cluster, string service, string? port, string path, IReadOnlyList<(string Name, string Value)> headers, CancellationToken ct)
    {
        var found = await cluster.Service(service, ct) ?? throw new LabException($"There is no Service '{service}' in namespace '{cluster.Namespace}'. kubectl get services lists them.");
        var chosen = PortOf(found, port);
        var external = found.Status?.LoadBalancer?.Ingress?.FirstOrDefault();
        var host = external?.Ip ?? external?.Hostname ?? (found.Spec.ClusterIP?.StartsWith("127.", StringComparison.Ordinal) == true ? found.Spec.ClusterIP : null);
        if (host is not null)
        {
            cluster.Dispose();
            var client = Client(OfOneRequest, null, isInsecure: false);
            return new LoadTarget($"service/{service}", new Uri($"http://{host}:{chosen.Port.ToString(CultureInfo.InvariantCulture)}{path}"), client, headers, client);
        }

        var api = (Kubernetes)cluster.Api;
        var proxy = new Uri(api.BaseUri, $"/api/v1/namespaces/{cluster.Namespace}/services/{service}:{chosen.Port}/proxy{path}");
        return new LoadTarget($"service/{service}", proxy, api.HttpClient, headers, cluster);
    }

    private static V1ServicePort PortOf(V1Service service, string? port) => port is null
        ? service.Spec.Ports[0]
        : service.Spec.Ports.FirstOrDefault(one => one.Name == port || one.Port.ToString(CultureInfo.InvariantCulture) == port)
            ?? throw new LabException($"Service '{service.Metadata.Name}' has no port '{port}'. It has: {string.Join(", ", service.Spec.Ports.Select(one => one.Name is { Length: > 0 } named ? $"{named} ({one.Port})" : $"{one.Port}"))}.");

    private static HttpMessageInvoker Client(TimeSpan lifetime, string? cacert, bool isInsecure)
    {
        var handler = new SocketsHttpHandler { PooledConnectionLifetime = lifetime, UseProxy = false };
        if (cacert is not null)
        {
            var roots = new X509Certificate2Collection();
            roots.ImportFromPemFile(cacert);
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, errors) => IsTrusted(certificate, errors, roots);
        }

        else if (isInsecure)
        {
            handler.SslOptions.RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate is not null;
        }

        return new HttpMessageInvoker(handler);
    }

    // The name is still the system's to check; only whom to trust is said by the file.
    private static bool IsTrusted(X509Certificate? certificate, SslPolicyErrors errors, X509Certificate2Collection roots)
    {
        if (certificate is not X509Certificate2 shown || errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.CustomTrustStore.AddRange(roots);
        return chain.Build(shown);
    }
}
