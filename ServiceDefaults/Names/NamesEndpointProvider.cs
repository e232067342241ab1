using System.Globalization;
using Microsoft.Extensions.ServiceDiscovery;

namespace Workshop.ServiceDefaults.Names;

/// <summary>All ready endpoints of one Service, for as long as somebody calls it.</summary>
internal sealed class NamesEndpointProvider(ServiceEndpointQuery query, ServiceNames names) : IServiceEndpointProvider, IHostNameFeature
{
    private readonly int? _port = PortOf(query.ToString()!);

    /// <value>Sent as Host, as if the name had gone to DNS.</value>
    public string HostName => query.ServiceName;

    public ValueTask PopulateAsync(IServiceEndpointBuilder endpoints, CancellationToken cancellationToken)
    {
        if (endpoints.Endpoints.Count > 0)
        {
            return default;
        }

        // "https+http://hello" tries one after the other.
        string[] schemes = query.IncludedSchemes is { Count: > 0 } included ? [.. included] : ["http"];
        var answers = schemes.Select(scheme => (Scheme: scheme, Answer: Find(scheme))).ToList();
        endpoints.AddChangeToken(answers[0].Answer.Changed);
        var found = answers.FirstOrDefault(one => one.Answer.Endpoints.Count > 0);
        if (found.Answer is null && answers.Find(one => one.Answer.IsKnown).Answer is { } known)
        {
            // Not for the system's resolver: it would take its time and then say something else.
            throw new NoReadyEndpointsException(known.Problem ?? "");
        }

        foreach (var address in found.Answer?.Endpoints ?? [])
        {
            var endpoint = ServiceEndpoint.Create(new UriEndPoint(new Uri($"{found.Scheme}://{address}")));
            endpoint.Features.Set<IHostNameFeature>(this);
            endpoints.Endpoints.Add(endpoint);
        }

        return default;
    }

    public ValueTask DisposeAsync() => default;

    private NameAnswer Find(string scheme) => string.IsNullOrEmpty(query.EndpointName)
        ? names.Find(query.ServiceName, _port ?? (scheme == "https" ? 443 : 80))
        : names.FindByPortName(query.ServiceName, query.EndpointName);

    // "http://hello:8080", "https+http://hello", "hello:8080"
    private static int? PortOf(string text)
    {
        var rest = text[(text.IndexOf("://", StringComparison.Ordinal) is var scheme and >= 0 ? scheme + 3 : 0)..].Split('/')[0];
        var colon = rest.LastIndexOf(':');
        return colon > rest.LastIndexOf(']') && int.TryParse(rest[(colon + 1)..], NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : null;
    }
}
