using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>An endpoint as part of a Service.</summary>
/// <param name="Port">Under which others reach it.</param>
internal sealed record ServicePort(WorkloadEndpoint Endpoint, int Port)
{
    /// <summary>As a client writes it; the port is left out where the scheme implies it.</summary>
    public string Url(string host) => IsDefaultPort ? $"{Endpoint.Scheme}://{host}" : $"{Endpoint.Scheme}://{host}:{Port}";

    private bool IsDefaultPort => (Endpoint.Scheme, Port) is ("http", 80) or ("https", 443);
}
