using System.Globalization;
using System.Net;
using k8s;
using Workshop.ClusterPage.Watching;

namespace Workshop.ClusterPage.Actions;

/// <summary>Talks to a pod's probe port through the API server, as <c>kubectl proxy</c> does: it works wherever the API does.</summary>
internal sealed class PodProxy(ClusterAccess access)
{
    public async Task<ActionOutcome> FlipAsync(ObjectName name, ProbeKind probe, CancellationToken ct)
    {
        var pod = new PodState(await access.Client.CoreV1.ReadNamespacedPodAsync(name.Name, name.Namespace, cancellationToken: ct));
        if (Target(pod, probe) is not { } target)
        {
            return new ActionOutcome(false, $"Pod '{name.Name}' has no {probe.ToString().ToLowerInvariant()} probe over HTTP: there is nothing to flip.");
        }

        var proxy = string.Create(CultureInfo.InvariantCulture, $"/api/v1/namespaces/{name.Namespace}/pods/{name.Name}:{target.Port}/proxy/");
        var switchAddress = new Uri(access.Client.BaseUri, $"{proxy}{target.Path.Trim('/')}/status");
        if (!switchAddress.AbsolutePath.StartsWith(proxy, StringComparison.Ordinal) || switchAddress.Query.Length > 0 || switchAddress.Fragment.Length > 0)
        {
            // Whoever made the pod chose the path: '..' in it would lead to another object, with the cluster page's rights.
            return new ActionOutcome(false, $"The path '{target.Path}' of the probe of pod '{name.Name}' is none that can be flipped: it leads elsewhere, or has a query.");
        }

        using var response = await PostAsync(switchAddress, ct);
        return response.StatusCode switch
        {
            < HttpStatusCode.Ambiguous => new ActionOutcome(true, Flipped(pod, probe)),
            HttpStatusCode.NotFound => new ActionOutcome(
                false, $"Pod '{name.Name}' has no switch for its {probe.ToString().ToLowerInvariant()} probe: only the workshop's images with Workshop__Lab=true have one, and the cluster must offer pods/proxy."),
            HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => new ActionOutcome(
                false, $"Pod '{name.Name}' does not answer on port {target.Port}: is it running?"),
            var code => throw new ApiRefusalException(code, "", await ReasonAsync(response, ct)),
        };
    }

    private static ProbeTarget? Target(PodState pod, ProbeKind probe) => pod.Containers
        .Select(container => probe == ProbeKind.Readiness ? container.Template.Readiness : container.Template.Liveness)
        .FirstOrDefault(target => target is not null);

    private static string Flipped(PodState pod, ProbeKind probe) => (probe, pod.IsReady) switch
    {
        (ProbeKind.Readiness, true) => $"Pod '{pod.Name.Name}' says that it is not ready now. After a few failed probes its node believes it, and Services send it nothing more; it is not restarted.",
        (ProbeKind.Readiness, false) => $"Pod '{pod.Name.Name}' answers its readiness probe the other way now: if it says yes, Services send it traffic again.",
        _ => $"Pod '{pod.Name.Name}' says that it is not alive now. After a few failed probes its node restarts the container, which comes back healthy.",
    };

    private async Task<HttpResponseMessage> PostAsync(Uri address, CancellationToken ct)
    {
        var client = access.Client;
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Version = HttpVersion.Version20, VersionPolicy = HttpVersionPolicy.RequestVersionOrLower };
        if (client.Credentials is { } credentials)
        {
            await credentials.ProcessHttpRequestAsync(request, ct);
        }

        return await client.HttpClient.SendAsync(request, ct);
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage response, CancellationToken ct)
    {
        var body = await response.Content.ReadAsStringAsync(ct);
        return body.Length is > 0 and <= 500 ? body : response.ReasonPhrase ?? "no reason was given";
    }
}
