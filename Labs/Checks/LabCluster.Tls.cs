using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using k8s;
using k8s.Autorest;

namespace Workshop.Labs.Checks;

/// <summary>Which certificate a pod shows: asked through a port-forward, as the API server's proxy would hide it.</summary>
public sealed partial class LabCluster
{
    /// <returns>The certificate of a new connection; null with the reason where there is none.</returns>
    public async Task<(X509Certificate2? Certificate, string Why)> ServedCertificate(string pod, int port, CancellationToken ct)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(ct);
        patience.CancelAfter(AnswerLimit);
        try
        {
            using var socket = await Api.WebSocketNamespacedPodPortForwardAsync(pod, Namespace, [port], WebSocketProtocol.V4BinaryWebsocketProtocol, cancellationToken: patience.Token);
            using var demuxer = new StreamDemuxer(socket, StreamType.PortForward);
            demuxer.Start();
            await using var tunnel = demuxer.GetStream((byte?)0, (byte?)0);

            // Whoever it is of: the question is which one is shown.
            X509Certificate2? shown = null;
            await using var tls = new SslStream(tunnel, leaveInnerStreamOpen: true, (_, certificate, _, _) => (shown = Copy(certificate)) is not null);
            await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = "localhost" }, patience.Token);
            return (shown, string.Empty);
        }
        catch (Exception e) when (e is WebSocketException or HttpOperationException or AuthenticationException or IOException or KubernetesException)
        {
            return (null, e.Message);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
            return (null, $"none within {AnswerLimit.TotalSeconds:0} s");
        }
    }

    private static X509Certificate2? Copy(X509Certificate? certificate) => certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
}
