using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.Extensions.Primitives;
using Workshop.Gateway.Telemetry;
using Workshop.ServiceDefaults;
using Workshop.ServiceDefaults.Files;
using Workshop.ServiceDefaults.Listening;
using Workshop.ServiceDefaults.Settings;

namespace Workshop.Gateway.Tls;

/// <summary>The certificate that the gateway presents, from its folder or made in memory. A change of the folder counts from the next handshake on; open connections stay.</summary>
internal sealed partial class GatewayTls : IServerTls, IDisposable
{
    private static readonly TimeSpan ReminderPeriod = TimeSpan.FromHours(1);

    private readonly ILogger<GatewayTls> _logger;
    private readonly GatewayMetrics _metrics;
    private readonly TimeProvider _time;
    private readonly string _place = "memory";
    private readonly FollowedFolder? _folder;
    private readonly IDisposable? _registration;
    private readonly ITimer? _reminder;
    private volatile Lazy<SslServerAuthenticationOptions> _current;

    /// <exception cref="ServiceException">The folder holds no usable certificate: one made here instead would hide the mistake behind another.</exception>
    public GatewayTls(GatewaySettings settings, ServiceSettings service, GatewayMetrics metrics, TimeProvider time, ILogger<GatewayTls> logger)
    {
        (_logger, _metrics, _time) = (logger, metrics, time);
        if (settings.TlsDirectory is not { } folder)
        {
            // At the first handshake: nobody waits for it at start, and whoever speaks HTTP only never pays for it.
            _current = new Lazy<SslServerAuthenticationOptions>(() => InMemory(service, time));
            return;
        }

        _place = Path.GetFullPath(folder);
        CertificateFiles.MakeIfNone(folder, () => CertificateMaker.Make(service.PodAddress, time.GetUtcNow()));
        CloseKey(folder);
        _folder = new FollowedFolder(folder, time, logger);
        _registration = ChangeToken.OnChange(_folder.GetChangeToken, Follow);
        try
        {
            var current = Load(_folder);
            _current = new Lazy<SslServerAuthenticationOptions>(current);
        }
        catch (Exception e) when (e is CertificateException or IOException or UnauthorizedAccessException)
        {
            throw new ServiceException($"Workshop:TlsDirectory: '{_place}' holds no certificate and key that can be used. {e.Message}", e);
        }

        metrics.CertificateRemaining = () => NotAfter - time.GetUtcNow();
        Judge();
        _reminder = time.CreateTimer(_ => Judge(), null, ReminderPeriod, ReminderPeriod);
    }

    public SslServerAuthenticationOptions Current => _current.Value;

    private X509Certificate2 Certificate => Current.ServerCertificateContext!.TargetCertificate;

    private DateTime NotAfter => Certificate.NotAfter.ToUniversalTime();

    public void Dispose()
    {
        _reminder?.Dispose();
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

    private static string Text(FollowedFolder folder, string file) =>
        Encoding.ASCII.GetString(folder.Read(file) ?? throw new CertificateException($"{file} does not exist. Put it back, beside its other half."));

    private void Follow()
    {
        try
        {
            // The certificate before it stays undisposed: handshakes may still be using it.
            var current = Load(_folder!);
            _current = new Lazy<SslServerAuthenticationOptions>(current);
            _metrics.Reloaded("certificate", isAccepted: true);
            var (thumbprint, notAfter) = (Certificate.Thumbprint, NotAfter);
            LogChanged(thumbprint, Certificate.Subject, notAfter, _place);
            Judge();
        }
        catch (Exception e) when (e is CertificateException or IOException or UnauthorizedAccessException)
        {
            // One of the two files is new and the other will be in a moment, or somebody made a mistake.
            _metrics.Reloaded("certificate", isAccepted: false);
            LogRefused(_place, e.Message);
        }
    }

    private void CloseKey(string folder)
    {
        try
        {
            if (CertificateFiles.Close(folder) is { } mode)
            {
                LogKeyClosed(_place, mode);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            LogKeyOpen(_place, e.Message);
        }
    }

    private void Judge()
    {
        switch (ValidityPlan.For(Certificate, _time.GetUtcNow()))
        {
            case CertificateValidity.Expired:
                LogExpired(Certificate.Subject, _place, NotAfter);
                break;
            case CertificateValidity.NotYet:
                LogNotYet(Certificate.Subject, _place, Certificate.NotBefore.ToUniversalTime());
                break;
            case CertificateValidity.EndsSoon:
                LogEndsSoon(Certificate.Subject, _place, NotAfter);
                break;
        }
    }

    [LoggerMessage(EventId = 2020, Level = LogLevel.Information, Message = "A new certificate is in force: {Thumbprint} ('{Subject}', until {NotAfter:u}) from '{Place}'")]
    private partial void LogChanged(string thumbprint, string subject, DateTime notAfter, string place);

    [LoggerMessage(EventId = 2021, Level = LogLevel.Warning, Message = "The certificate before the change stays in force. '{Place}': {Reason}")]
    private partial void LogRefused(string place, string reason);

    [LoggerMessage(EventId = 2022, Level = LogLevel.Error, Message = "THE CERTIFICATE HAS EXPIRED: '{Subject}' in '{Place}' on {NotAfter:u}. It is served all the same, and clients refuse it. Replace cert.pem and key.pem; no restart is needed")]
    private partial void LogExpired(string subject, string place, DateTime notAfter);

    [LoggerMessage(EventId = 2023, Level = LogLevel.Error, Message = "The certificate is not valid yet: '{Subject}' in '{Place}' begins on {NotBefore:u}. It is served all the same, and clients refuse it. Check this machine's clock, or replace cert.pem and key.pem")]
    private partial void LogNotYet(string subject, string place, DateTime notBefore);

    [LoggerMessage(EventId = 2024, Level = LogLevel.Warning, Message = "The certificate ends soon: '{Subject}' in '{Place}' on {NotAfter:u}. Replace cert.pem and key.pem; no restart is needed")]
    private partial void LogEndsSoon(string subject, string place, DateTime notAfter);

    [LoggerMessage(EventId = 2025, Level = LogLevel.Warning, Message = "key.pem in '{Place}' could be read by others (mode {Mode}); it is its owner's alone now. If somebody else uses this machine, replace it with cert.pem")]
    private partial void LogKeyClosed(string place, string mode);

    [LoggerMessage(EventId = 2026, Level = LogLevel.Warning, Message = "key.pem in '{Place}' may be read by others, and could not be made its owner's alone: {Reason} Use 'chmod 600'")]
    private partial void LogKeyOpen(string place, string reason);
}
