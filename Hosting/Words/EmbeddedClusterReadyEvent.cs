using Aspire.Hosting.Eventing;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>
/// A run has started: the cluster answers, and every workload of the application is Ready. What may take its time, and shall not take it from the start, begins here.
/// </summary>
public sealed class EmbeddedClusterReadyEvent : IDistributedApplicationResourceEvent
{
    private readonly Uri? _pageLogin;

    internal EmbeddedClusterReadyEvent(EmbeddedClusterResource cluster, IServiceProvider services, Uri? pageLogin) => (Cluster, Services, _pageLogin) = (cluster, services, pageLogin);

    /// <summary>The cluster.</summary>
    public EmbeddedClusterResource Cluster { get; }

    /// <summary>The application's services.</summary>
    public IServiceProvider Services { get; }

    IResource IDistributedApplicationResourceEvent.Resource => Cluster;

    /// <summary>An address of the cluster page that lets a browser in: for rows, not for files that others may read.</summary>
    /// <param name="path">Such as <c>/labs</c>.</param>
    /// <returns>Null in a run without that page.</returns>
    public Uri? PageAt(string path) => _pageLogin is null ? null : new Uri($"{_pageLogin.AbsoluteUri}&returnUrl={Uri.EscapeDataString(path)}");
}
