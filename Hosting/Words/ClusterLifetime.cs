namespace Aspire.Hosting;

/// <summary>How long the content of a cluster lasts.</summary>
public enum ClusterLifetime
{
    /// <summary>Until the AppHost ends: the next start finds an empty cluster.</summary>
    Session,

    /// <summary>Objects and volumes are there again at the next start; pods end with the AppHost, since they are processes, and begin anew.</summary>
    Persistent,
}
