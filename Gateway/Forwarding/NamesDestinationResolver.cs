using System.Net;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.ServiceDiscovery;
using Workshop.ServiceDefaults.Names;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.ServiceDiscovery;

namespace Workshop.Gateway.Forwarding;

/// <summary>Makes of a destination such as <c>http://hello</c> one destination for each ready pod, anew whenever the names change.</summary>
internal sealed class NamesDestinationResolver(ServiceNames names, ServiceEndpointResolver others) : IDestinationResolver
{
    /// <returns>The name in the route file of what is here <c>name/address</c>.</returns>
    public static string NameOf(string id) => id[..id.LastIndexOf('/')];

    public async ValueTask<ResolvedDestinationCollection> ResolveDestinationsAsync(IReadOnlyDictionary<string, DestinationConfig> destinations, CancellationToken cancellationToken)
    {
        var resolved = new Dictionary<string, DestinationConfig>(StringComparer.OrdinalIgnoreCase);
        var changes = new List<IChangeToken>();
        foreach (var (name, destination) in destinations)
        {
            foreach (var address in await ResolveAsync(new Uri(destination.Address), changes, cancellationToken))
            {
                // The host stays the one that was meant: certificates and virtual hosts go by it.
                resolved[$"{name}/{address.Authority}"] = destination with
                {
                    Address = address.AbsoluteUri,
                    Host = destination.Host ?? AuthorityOf(new Uri(destination.Address)),
                    Health = destination.Health is null ? null : HealthOf(address, new Uri(destination.Health)).AbsoluteUri,
                };
            }
        }

        return new ResolvedDestinationCollection(resolved, changes.Count == 0 ? null : new CompositeChangeToken(changes));
    }

    private async ValueTask<IEnumerable<Uri>> ResolveAsync(Uri address, List<IChangeToken> changes, CancellationToken ct)
    {
        var answer = names.Find(address.Host, address.Port);
        changes.Add(answer.Changed);
        if (answer.IsKnown)
        {
            return answer.Endpoints.Select(endpoint => At(address, endpoint.Address.ToString(), endpoint.Port));
        }

        // Configuration (services:hello:http:0) knows it, or the system's resolver shall: then it stays as it is.
        var source = await others.GetEndpointsAsync(address.GetLeftPart(UriPartial.Authority), ct);
        changes.Add(source.ChangeToken);
        return [.. source.Endpoints.Select(endpoint => At(address, endpoint.EndPoint))];
    }

    // Each pod is asked itself: at the port that the Service's health port leads to on it, else at the port as it stands.
    private Uri HealthOf(Uri pod, Uri health)
    {
        var endpoint = names.Find(health.Host, health.Port).Endpoints.FirstOrDefault(each => each.Address.ToString() == pod.Host);
        return At(health, pod.Host, endpoint?.Port ?? health.Port);
    }

    // As names go over the wire: xn--mnchen-3ya.example.
    private static string AuthorityOf(Uri address) => address.HostNameType != UriHostNameType.Dns ? address.Authority : address.IsDefaultPort ? address.IdnHost : $"{address.IdnHost}:{address.Port}";

    private static Uri At(Uri address, EndPoint endPoint) => endPoint switch
    {
        UriEndPoint uri => new UriBuilder(address) { Scheme = uri.Uri.Scheme, Host = uri.Uri.Host, Port = uri.Uri.Port }.Uri,
        IPEndPoint ip => At(address, ip.Address.ToString(), ip.Port),
        DnsEndPoint dns => At(address, dns.Host, dns.Port),
        _ => address,
    };

    private static Uri At(Uri address, string host, int port) => new UriBuilder(address) { Host = host, Port = port == 0 ? address.Port : port }.Uri;
}
