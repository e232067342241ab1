using System.Net.Security;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Primitives;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Files;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Gateway.Tls;

/// <summary>The certificate that the gateway presents, from its folder or made in memory. A change of the folder counts from the next handshake on; open connections stay.</summary>
internal sealed partial class GatewayTls : IServerTls, IDisposable
{
    private readonly ILogger<GatewayTls> _logger;
    private readonly FollowedFolder? _folder;
    private readonly IDisposable? _registration;
    private volatile Lazy<SslServerAuthenticationOptions> _current;

    /// <exception cref="ServiceException">The folder holds no usable certificate.</exception>
    public GatewayTls(GatewaySettings settings, ServiceSettings service, TimeProvider time, ILogger<GatewayTls> logger)
    {
        _logger = logger;
        if (settings.TlsDirectory is not { } folder)
        {
            // At the first handshake: nobody waits for it at start, and whoever speaks HTTP only never pays for it.
            _current = new Lazy<SslServerAuthenticationOptions>(() => InMemory(service, time));
            return;
        }

        CertificateFiles.MakeIfNone(folder, () => CertificateMaker.Make(service.PodAddress, time.GetUtcNow()));
        _folder = new FollowedFolder(folder, time, logger);
        _registration = ChangeToken.OnChange(_folder.GetChangeToken, Follow);
        try
        {
            var current = Load(_folder);
            _current = new Lazy<SslServerAuthenticationOptions>(current);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            throw new ServiceException($"Workshop:TlsDirectory: {CertificateFiles.Certificate} and {CertificateFiles.Key} in '{folder}' are no certificate and its key. {e.Message}", e);
        }
    }

    public SslServerAuthenticationOptions Current => _current.Value;

    public void Dispose()
    {
        _registration?.Dispose();
        _folder?.Dispose();
    }

    private static SslServerAuthenticationOptions InMemory(ServiceSettings service, TimeProvider time)
    {
        var (certificate, key) = CertificateMaker.Make(service.PodAddress, time.GetUtcNow());
        return ServerCertificate.Load(certificate, key);
    }

    private static SslServerAuthenticationOptions Load(FollowedFolder folder) =>
        ServerCertificate.Load(Text(folder, CertificateFiles.Certificate), Text(folder, CertificateFiles.Key));

    private static string Text(FollowedFolder folder, string file) => Encoding.ASCII.GetString(folder.Read(file) ?? []);

    private void Follow()
    {
        try
        {
            // The certificate before it stays undisposed: handshakes may still be using it.
            var current = Load(_folder!);
            _current = new Lazy<SslServerAuthenticationOptions>(current);
            LogChanged(current.ServerCertificateContext!.TargetCertificate.Thumbprint);
        }
        catch (Exception e) when (e is CryptographicException or ArgumentException)
        {
            // One of the two files is new and the other will be in a moment, or somebody made a mistake.
            LogRefused(e.Message);
        }
    }

    [LoggerMessage(EventId = 2020, Level = LogLevel.Information, Message = "A new certificate is in force: {Thumbprint}")]
    private partial void LogChanged(string thumbprint);

    [LoggerMessage(EventId = 2021, Level = LogLevel.Warning, Message = "The certificate before the change stays in force: {Reason}")]
    private partial void LogRefused(string reason);
}
