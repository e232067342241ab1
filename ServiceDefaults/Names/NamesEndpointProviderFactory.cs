using System.Diagnostics.CodeAnalysis;
using Microsoft.Extensions.ServiceDiscovery;

namespace Workshop.ServiceDefaults.Names;

/// <summary>Brings the names files into Microsoft.Extensions.ServiceDiscovery, ahead of configuration and of the system's resolver.</summary>
internal sealed class NamesEndpointProviderFactory(ServiceNames names) : IServiceEndpointProviderFactory
{
    /// <summary>For every name, also one that no file knows yet: its Service may be made later.</summary>
    public bool TryCreateProvider(ServiceEndpointQuery query, [NotNullWhen(true)] out IServiceEndpointProvider? provider)
    {
        provider = new NamesEndpointProvider(query, names);
        return true;
    }
}
