using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>A resource that runs as pods, with its facts sorted.</summary>
internal sealed record Workload(IResource Resource)
{
    public string Name => Resource.Name;

    /// <summary>Path of the project file; null for images of others.</summary>
    public string? ProjectPath { get; private init; }

    /// <summary>Keeps data that no other pod has.</summary>
    public bool IsStateful => Resource is RedisResource;

    public ImageAnnotation? Image { get; private init; }

    public int Replicas { get; private init; }

    public required IReadOnlyList<EndpointAnnotation> Endpoints { get; init; }

    public required IReadOnlyList<ProbeAnnotation> Probes { get; init; }

    public required IReadOnlyList<EnvironmentAnnotation> Environment { get; init; }

    public required IReadOnlyList<ReferenceAnnotation> References { get; init; }

    public required IReadOnlyList<ConnectionAnnotation> Connections { get; init; }

    public required IReadOnlyList<string> Arguments { get; init; }

    public required IReadOnlyList<FileAnnotation> Files { get; init; }

    public required IReadOnlyList<WaitAnnotation> Waits { get; init; }

    public EndpointAnnotation? FindEndpoint(string name) => Endpoints.FirstOrDefault(endpoint => endpoint.Name == name);

    public static Workload Read(IResource resource) => new(resource)
    {
        ProjectPath = Last<IProjectMetadata>(resource)?.ProjectPath,
        Image = Last<ImageAnnotation>(resource),
        Replicas = Last<ReplicasAnnotation>(resource)?.Replicas ?? 1,
        Endpoints = All<EndpointAnnotation>(resource),
        Probes = All<ProbeAnnotation>(resource),
        Environment = All<EnvironmentAnnotation>(resource),
        References = All<ReferenceAnnotation>(resource),
        Connections = All<ConnectionAnnotation>(resource),
        Arguments = [.. All<ArgumentsAnnotation>(resource).SelectMany(annotation => annotation.Arguments)],
        Files = All<FileAnnotation>(resource),
        Waits = All<WaitAnnotation>(resource),
    };

    private static T? Last<T>(IResource resource)
        where T : class, IResourceAnnotation => resource.Annotations.OfType<T>().LastOrDefault();

    private static IReadOnlyList<T> All<T>(IResource resource)
        where T : IResourceAnnotation => [.. resource.Annotations.OfType<T>()];
}
