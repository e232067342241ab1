using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>All that differs between a run on this machine and a publish. What stands here is decided outside; the translator only reads it.</summary>
internal sealed record TranslationTarget
{
    public string Namespace { get; init; } = "workshop";

    /// <summary>The image of a workload, as pods name it.</summary>
    public Func<Workload, string> Image { get; init; } = workload => ImageName.Of(workload).ToString();

    public Func<Workload, int> Replicas { get; init; } = workload => workload.Replicas;

    /// <summary>False: whoever applies the objects decides how the outside reaches them.</summary>
    public bool OffersExternalServices { get; init; } = true;

    /// <summary>The address of Services that are reached from outside; null: the cluster chooses.</summary>
    public string? ExternalAddress { get; init; }

    /// <summary>The port of each endpoint that is reached from outside.</summary>
    public IReadOnlyDictionary<EndpointKey, int> ExternalPorts { get; init; } = new Dictionary<EndpointKey, int>();

    /// <summary>By what a program calls another: the name of its Service, which is the resource's.</summary>
    public Func<IResource, string> HostOf { get; init; } = resource => resource is ServiceEndpointResource service ? service.HostName : resource.Name;

    /// <summary>The parameters' values by name.</summary>
    public required IReadOnlyDictionary<string, string> ParameterValues { get; init; }

    /// <summary>False: Secrets are named, never made.</summary>
    public bool HasSecretValues { get; init; } = true;

    /// <summary>True: pods are containers with a file system of their own, which cannot be written. False: processes of this machine.</summary>
    public bool IsContained { get; init; }

    /// <summary>True: the number of pods follows their load.</summary>
    public bool Autoscales { get; init; }

    /// <summary>Where the pods' own addresses lie, with commas between; null: on this machine, where nobody has to be told.</summary>
    public string? PodNetworks { get; init; }

    /// <summary>How long a pod goes on serving after it was told to end.</summary>
    public Func<Workload, TimeSpan> EndDelay { get; init; } = _ => TimeSpan.Zero;

    /// <summary>What is written into files: placeholders that are filled in where it is deployed, and nothing of this machine.</summary>
    /// <param name="parameters">The values of parameters that are no secrets.</param>
    public static TranslationTarget Publish(IReadOnlyDictionary<string, string> parameters) => new()
    {
        ParameterValues = parameters,
        OffersExternalServices = false,
        HasSecretValues = false,
        IsContained = true,
        Autoscales = true,
        PodNetworks = PrivateNetworks,
        EndDelay = workload => workload.Endpoints.Any(endpoint => endpoint.IsExternal) ? LoadBalancerDelay : ClusterDelay,
    };

    // Clusters give their pods addresses out of these.
    private const string PrivateNetworks = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10";

    // GKE's load balancer takes about 10 s to stop sending to a pod; the names of a cluster's Services take a moment, too.
    private static readonly TimeSpan LoadBalancerDelay = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan ClusterDelay = TimeSpan.FromSeconds(5);
}
