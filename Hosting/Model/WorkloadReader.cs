#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.

using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Microsoft.Extensions.Logging;

namespace Workshop.Hosting.Model;

/// <summary>Reads Aspire's annotations: calls back who adds variables and arguments, and resolves nothing.</summary>
internal sealed class WorkloadReader(DistributedApplicationExecutionContext context, ILogger logger)
{
    private const int AspireDelay = 5;
    private const string RedisFolder = "/etc/redis";
    private const string RedisFile = "redis.conf";
    private const string RedisData = "/data";

    /// <param name="resources">The application's resources, in their order.</param>
    /// <param name="workloads">Which of them run as pods.</param>
    /// <param name="neighbours">Which of them others run, in reach of the pods.</param>
    public async Task<ApplicationModel> ReadAsync(IEnumerable<IResource> resources, Func<IResource, bool> workloads, Func<IResource, bool> neighbours, CancellationToken ct)
    {
        var all = resources.ToList();
        return new(all, await ReadAllAsync(all.Where(workloads), ct))
        {
            Neighbours = await ReadAllAsync(all.Where(neighbours), ct),
            Services = [.. all.OfType<ServiceEndpointResource>().Select(service => new Workload(service) { Endpoints = EndpointsOf(service) })],
        };
    }

    /// <summary>The image that a container states; null for others.</summary>
    public static WorkloadImage? ImageOf(IResource resource) => resource.Annotations.OfType<ContainerImageAnnotation>().LastOrDefault() is { } image
        ? new(Repository(image), image.SHA256 is { } digest ? $"sha256:{digest}" : image.Tag ?? "latest")
        : null;

    private async Task<IReadOnlyList<Workload>> ReadAllAsync(IEnumerable<IResource> resources, CancellationToken ct)
    {
        var read = new List<Workload>();
        foreach (var resource in resources)
        {
            read.Add(await ReadAsync(resource, ct));
        }

        return read;
    }

    private async Task<Workload> ReadAsync(IResource resource, CancellationToken ct)
    {
        var trouble = new List<string>();
        var workload = new Workload(resource)
        {
            ProjectPath = resource.Annotations.OfType<IProjectMetadata>().LastOrDefault()?.ProjectPath,
            Image = resource is ProjectResource ? null : ImageOf(resource),
            IsPlain = PlainPrograms.Has(resource),
            Replicas = resource.Annotations.OfType<ReplicaAnnotation>().LastOrDefault()?.Replicas ?? 1,
            Endpoints = EndpointsOf(resource),
            Probes = [.. resource.Annotations.OfType<EndpointProbeAnnotation>().Select(ProbeOf)],
            Waits = [.. resource.Annotations.OfType<WaitAnnotation>().Where(wait => !IsOfRunsOnly(wait.Resource)).Select(wait => new WorkloadWait(wait.Resource, wait.WaitType)).Distinct()],
            Volumes = VolumesOf(resource, trouble),
        };
        workload = resource is RedisResource redis ? WithRedis(workload, redis) : await WithProgramAsync(workload, trouble, ct);
        return workload with { Unreadable = trouble };
    }

    private async Task<Workload> WithProgramAsync(Workload workload, List<string> trouble, CancellationToken ct)
    {
        var (references, environment) = await EnvironmentOfAsync(workload.Resource, trouble, ct);
        return workload with
        {
            Environment = environment,
            References = references,
            Command = workload.Resource is ContainerResource { Entrypoint: { } entry } ? [TextExpression.Literal(entry)] : [],
            Arguments = await ArgumentsOfAsync(workload.Resource, trouble, ct),
        };
    }

    // The password reaches the server in a file: arguments and variables can be read by other processes of the machine. So Aspire's own, which
    // would put it among them, are not asked.
    private static Workload WithRedis(Workload workload, RedisResource redis) => workload with
    {
        Endpoints = [.. workload.Endpoints.Where(endpoint => endpoint.Name == redis.PrimaryEndpoint.EndpointName)],
        Files = redis.PasswordParameter is { } password ? [new(RedisFolder, RedisFile, new TextExpression(["requirepass ", new QuotedParameter(password, Quoting.RedisConfiguration), "\n"]))] : [],
        Arguments =
        [
            // What is written outlives the pod only if the server is told where to, and to do it at each write.
            .. (redis.PasswordParameter is null ? (string[])[] : [$"{RedisFolder}/{RedisFile}"]).Concat(["--dir", RedisData, "--appendonly", "yes"]).Select(TextExpression.Literal),
        ],
        Volumes = workload.Volumes.Count > 0 ? workload.Volumes : [new("data", RedisData, IsReadOnly: false)],
    };

    private async Task<(IReadOnlyList<WorkloadReference> References, IReadOnlyList<WorkloadVariable> Variables)> EnvironmentOfAsync(IResource resource, List<string> trouble, CancellationToken ct)
    {
        var values = new Dictionary<string, object>();
        foreach (var annotation in resource.Annotations.OfType<EnvironmentCallbackAnnotation>())
        {
            await annotation.Callback(new EnvironmentCallbackContext(context, resource, values, ct) { Logger = logger });
        }

        var referenced = resource.Annotations.OfType<EndpointReferenceAnnotation>().Select(annotation => annotation.Resource).ToHashSet();
        var references = new List<WorkloadReference>();
        var variables = new List<WorkloadVariable>();
        foreach (var (name, value) in values.Where(pair => !OrchestratorVariables.IsOne(pair.Key, pair.Value)))
        {
            if (value is EndpointReference { Exists: true } unserved && PlainPrograms.IsUnserved(unserved.Resource, unserved.EndpointAnnotation) && IsOfReference(name, unserved))
            {
                continue;
            }

            if (value is EndpointReference endpoint && referenced.Contains(endpoint.Resource) && IsOfReference(name, endpoint))
            {
                references.Add(new(name, endpoint));
                continue;
            }

            var (expression, unreadable) = ExpressionReader.Read(value);
            if (expression is not null)
            {
                variables.Add(new(name, expression));
            }
            else
            {
                trouble.Add($"environment variable '{name}' holds {unreadable}, which has no value in a cluster. Give it a text, a parameter, an endpoint or a connection string.");
            }
        }

        return (Sorted(references), variables);
    }

    private static IReadOnlyList<WorkloadEndpoint> EndpointsOf(IResource resource) =>
    [
        .. resource.Annotations.OfType<EndpointAnnotation>()
            .Where(endpoint => !PlainPrograms.IsUnserved(resource, endpoint))
            .Select(endpoint => new WorkloadEndpoint(endpoint.Name, endpoint.UriScheme, endpoint.Port, endpoint.TargetPort, endpoint.IsExternal)),
    ];

    // What publish leaves out is there already, or not needed, where it is deployed.
    private bool IsOfRunsOnly(IResource resource) => context.IsPublishMode && resource is (EmbeddedClusterResource or ManifestResource or ServiceEndpointResource);

    // The name for service discovery first, then the one for programs without it.
    private static List<WorkloadReference> Sorted(List<WorkloadReference> references) =>
    [
        .. references.GroupBy(reference => (reference.Endpoint.Resource, reference.Endpoint.EndpointName))
            .SelectMany(group => group.OrderBy(reference => reference.Variable.StartsWith("services__", StringComparison.Ordinal) ? 0 : 1)),
    ];

    private static bool IsOfReference(string variable, EndpointReference endpoint) =>
        variable.StartsWith("services__", StringComparison.Ordinal)
        || string.Equals(variable, $"{endpoint.Resource.Name}_{endpoint.EndpointName}".Replace('-', '_'), StringComparison.OrdinalIgnoreCase);

    private async Task<IReadOnlyList<TextExpression>> ArgumentsOfAsync(IResource resource, List<string> trouble, CancellationToken ct)
    {
        var values = new List<object>();
        foreach (var annotation in resource.Annotations.OfType<CommandLineArgsCallbackAnnotation>())
        {
            await annotation.Callback(new CommandLineArgsCallbackContext(values, resource, ct) { ExecutionContext = context, Logger = logger });
        }

        var arguments = new List<TextExpression>();
        foreach (var value in values)
        {
            var (expression, unreadable) = ExpressionReader.Read(value);
            if (expression is not null)
            {
                arguments.Add(expression);
            }
            else
            {
                trouble.Add($"its argument {values.IndexOf(value) + 1} is {unreadable}, which has no value in a cluster. Give it a text, a parameter, an endpoint or a connection string.");
            }
        }

        return arguments;
    }

    private static List<WorkloadVolume> VolumesOf(IResource resource, List<string> trouble)
    {
        var volumes = new List<WorkloadVolume>();
        foreach (var mount in resource.Annotations.OfType<ContainerMountAnnotation>())
        {
            if (mount.Type == ContainerMountType.Volume)
            {
                volumes.Add(new(mount.Source ?? $"volume-{volumes.Count}", mount.Target, mount.IsReadOnly));
            }
            else
            {
                trouble.Add($"it mounts '{mount.Source}' of this machine at '{mount.Target}' (a bind mount): a pod may run on another one. Use a volume (WithVolume).");
            }
        }

        return volumes;
    }

    private static WorkloadProbe ProbeOf(EndpointProbeAnnotation probe) => new(
        probe.Type,
        probe.EndpointReference.EndpointName,
        probe.Path,
        // Aspire's own default, which nobody asked for: the startup probe holds the others back.
        Unless(probe.InitialDelaySeconds, AspireDelay),
        probe.PeriodSeconds,
        Unless(probe.TimeoutSeconds, 1),
        Unless(probe.FailureThreshold, 3),
        Unless(probe.SuccessThreshold, 1));

    private static int? Unless(int value, int kubernetesDefault) => value == kubernetesDefault ? null : value;

    // The way people write it: Docker Hub goes without saying.
    private static string Repository(ContainerImageAnnotation image) => image.Registry switch
    {
        null or "" => image.Image,
        "docker.io" when image.Image.StartsWith("library/", StringComparison.Ordinal) => image.Image["library/".Length..],
        "docker.io" => image.Image,
        { } registry => $"{registry}/{image.Image}",
    };
}
