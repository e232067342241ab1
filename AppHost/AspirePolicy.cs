// What only Aspire's own Kubernetes publisher needs (-p:KubernetesPublisher=aspire): the policy that this repository's translator derives from the model, said again in
// Aspire's words, for every resource in the model. What works around a fault of Aspire's is a method of its own, names what is known of it, and can be taken out alone.
#pragma warning disable ASPIREPROBES001, ASPIRECOMPUTE002 // Probes and persistent volumes are experimental in Aspire.

using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

/// <summary>Applied once, when the model is whole and before anything is made of it.</summary>
internal sealed class AspirePolicy(IDistributedApplicationBuilder builder, DistributedApplicationModel model)
{
    // The user 'app' of .NET's images, and the user 'redis' of Redis'. Numbers, since a name cannot be shown to be another than root.
    private const long DotNetUser = 1654;
    private const long RedisUser = 999;
    private const int MaxReplicas = 10;
    private const string PrivateNetworks = "10.0.0.0/8,172.16.0.0/12,192.168.0.0/16,100.64.0.0/10";
    private const string Component = "app.kubernetes.io/component";

    public void Apply()
    {
        foreach (var resource in model.Resources.OfType<IResourceWithEndpoints>().ToList())
        {
            KeepProbesToThemselves(resource);
        }

        foreach (var environment in model.Resources.OfType<KubernetesEnvironmentResource>().ToList())
        {
            Apply(environment);
        }
    }

    // An endpoint that probes alone ask is no part of a service's address.
    private static void KeepProbesToThemselves(IResourceWithEndpoints resource)
    {
        foreach (var endpoint in Endpoints(resource).Where(endpoint => IsForProbesOnly(resource, endpoint)))
        {
            endpoint.ExcludeReferenceEndpoint = true;
        }
    }

    private void Apply(KubernetesEnvironmentResource environment)
    {
        // Aspire would deploy a nightly build of its dashboard, open to all of the cluster; telemetry goes where the values say.
        environment.DashboardEnabled = false;
        var kubernetes = builder.CreateResourceBuilder(environment);

        foreach (var resource in model.Resources.OfType<IComputeResource>().ToList())
        {
            var user = IsStateful(resource) ? RedisUser : DotNetUser;
            var workload = builder.CreateResourceBuilder(resource);
            if (IsStateful(resource))
            {
                KeepData(kubernetes, workload);
            }

            workload.PublishAsKubernetesService(published =>
            {
                Restrict(published, user);
                Size(published);
                Roll(published);
                Tell(published);
                Probe(published);
                Name(published);
                Guard(published);
                Balance(published);
                HealthOfTheLoadBalancer(published);
            });
        }

        AddEdge(kubernetes);
    }

    // Aspire's StatefulSet of Redis has no storage: a claim of its own, and a server that writes.
    private void KeepData(IResourceBuilder<KubernetesEnvironmentResource> kubernetes, IResourceBuilder<IComputeResource> workload)
    {
        var volume = kubernetes.AddPersistentVolume($"{workload.Resource.Name}-data").WithCapacity("1Gi").WithAccessMode(PersistentVolumeAccessMode.ReadWriteOnce);
        workload.WithPersistentVolume(volume, "/data");
        if (workload.Resource is RedisResource redis)
        {
            builder.CreateResourceBuilder(redis).WithPersistence(TimeSpan.FromSeconds(60), keysChangedThreshold: 1);
        }
    }

    // Whatever is reached from outside is reached through the Gateway API; GKE's class unless configuration says another.
    private void AddEdge(IResourceBuilder<KubernetesEnvironmentResource> kubernetes)
    {
        foreach (var resource in model.Resources.OfType<ProjectResource>().Where(resource => Endpoints(resource).Any(IsEdge)).ToList())
        {
            kubernetes.AddGateway($"{resource.Name}-edge").WithGatewayClass(GatewayClass).WithRoute("/", new EndpointReference(resource, "http"));
        }
    }

    private static bool IsEdge(EndpointAnnotation endpoint) => endpoint is { IsExternal: true, Name: "http" };

    private string GatewayClass => builder.Configuration["Workshop:GatewayClass"] ?? "gke-l7-global-external-managed";

    // Pod Security's profile 'restricted', and a root file system that cannot be written but for /tmp.
    private static void Restrict(KubernetesResource published, long user)
    {
        if (Pod(published) is not { } pod)
        {
            return;
        }

        pod.SecurityContext = new PodSecurityContextV1
        {
            RunAsNonRoot = true,
            RunAsUser = user,
            RunAsGroup = user,
            FsGroup = user,
            SeccompProfile = new SeccompProfileV1 { Type = "RuntimeDefault" },
        };
        pod.AutomountServiceAccountToken = false;
        pod.ServiceAccountName = $"{published.Name}-account";
        pod.Volumes.Add(new VolumeV1 { Name = "tmp", EmptyDir = new EmptyDirVolumeSourceV1() });
        published.AdditionalResources.Add(new ServiceAccountV1 { Metadata = { Name = pod.ServiceAccountName } });
        foreach (var container in pod.Containers)
        {
            container.SecurityContext = new SecurityContextV1
            {
                AllowPrivilegeEscalation = false,
                ReadOnlyRootFilesystem = true,
                Capabilities = new CapabilitiesV1 { Drop = { "ALL" } },
            };
            container.VolumeMounts.Add(new VolumeMountV1 { Name = "tmp", MountPath = "/tmp" });
        }
    }

    private void Size(KubernetesResource published)
    {
        foreach (var container in Pod(published)?.Containers ?? [])
        {
            container.Resources = new ResourceRequirementsV1
            {
                Requests = { ["cpu"] = "50m", ["memory"] = "64Mi" },
                Limits = { ["memory"] = Modelled(published) is ProjectResource ? "256Mi" : "512Mi" },
            };
        }
    }

    // A rollout costs no capacity, a pod is drained before it ends, and changed configuration makes new pods.
    private void Roll(KubernetesResource published)
    {
        if (published.Workload is null || Pod(published) is not { } pod)
        {
            return;
        }

        if (published.Workload is Deployment deployment)
        {
            deployment.Spec.ProgressDeadlineSeconds = 120;
            deployment.Spec.Strategy = new DeploymentStrategyV1 { Type = "RollingUpdate", RollingUpdate = new RollingUpdateDeploymentV1 { MaxSurge = 1, MaxUnavailable = 0 } };
            foreach (var key in new[] { "topology.kubernetes.io/zone", "kubernetes.io/hostname" })
            {
                pod.TopologySpreadConstraints.Add(new TopologySpreadConstraintV1 { MaxSkew = 1, TopologyKey = key, WhenUnsatisfiable = "ScheduleAnyway", LabelSelector = SelectorOf(published.Name) });
            }
        }

        // GKE's load balancer takes about 10 s to stop sending to a pod; the names of a cluster's Services take a moment, too.
        var delay = Modelled(published) is ProjectResource project && Endpoints(project).Any(IsEdge) ? 20 : 5;
        pod.TerminationGracePeriodSeconds = 20 + delay;
        foreach (var container in pod.Containers)
        {
            container.Lifecycle = new LifecycleV1 { PreStop = OnlySleep(delay) };
        }

        var annotations = published.Workload.PodTemplate.Metadata.Annotations;
        if (published.ConfigMap is not null)
        {
            annotations["checksum/config"] = Checksum("config", published.Name);
        }

        if (published.Secret is not null)
        {
            annotations["checksum/secret"] = Checksum("secrets", published.Name);
        }
    }

    private static string Checksum(string section, string name) => $"{{{{ toYaml .Values.{section}.{name.Replace('-', '_')} | sha256sum }}}}";

    // Aspire makes all four handlers of a hook, and the API server takes one. Seen in 13.5.2; no public issue known.
    private static LifecycleHandlerV1 OnlySleep(long seconds) => new() { Sleep = new SleepActionV1 { Seconds = seconds }, Exec = null!, HttpGet = null!, TcpSocket = null! };

    // Who a pod is, for telemetry; and whose word on a client's address it takes: only those whom the network policies let in reach it.
    private void Tell(KubernetesResource published)
    {
        if (Modelled(published) is not ProjectResource project)
        {
            return;
        }

        foreach (var container in Pod(published)?.Containers ?? [])
        {
            foreach (var (name, field) in new[] { ("POD_NAME", "metadata.name"), ("POD_NAMESPACE", "metadata.namespace"), ("NODE_NAME", "spec.nodeName") })
            {
                container.Env.Add(new EnvVarV1 { Name = name, ValueFrom = new EnvVarSourceV1 { FieldRef = new ObjectFieldSelectorV1 { FieldPath = field } } });
            }

            if (CallersOf(project).Any())
            {
                container.Env.Add(new EnvVarV1 { Name = "Workshop__TrustedProxies", Value = PrivateNetworks });
            }
        }
    }

    private static void Probe(KubernetesResource published)
    {
        foreach (var container in Pod(published)?.Containers ?? [])
        {
            foreach (var probe in new[] { container.StartupProbe, container.ReadinessProbe, container.LivenessProbe }.OfType<ProbeV1>())
            {
                // The startup probe holds the others back; Aspire's own default is five seconds more.
                probe.InitialDelaySeconds = null;
                UpperCaseScheme(probe);
            }

            if (container is { StartupProbe: null, ReadinessProbe: null, LivenessProbe: null } && container.Ports is [{ } port, ..] && port.ContainerPort?.Number is { } number)
            {
                container.StartupProbe = Connects(number, period: 1, failures: 60);
                container.ReadinessProbe = Connects(number, period: 1, failures: 3);
                container.LivenessProbe = Connects(number, period: 10, failures: 3);
            }
        }
    }

    // https://github.com/microsoft/aspire/issues/18271: "http" where the API server takes "HTTP" and "HTTPS" alone.
    private static void UpperCaseScheme(ProbeV1 probe)
    {
        if (probe.HttpGet is { Scheme: { } scheme } request)
        {
            request.Scheme = scheme.ToUpperInvariant();
        }
    }

    private static ProbeV1 Connects(int port, int period, int failures) => new() { TcpSocket = new TcpSocketActionV1 { Port = port }, PeriodSeconds = period, FailureThreshold = failures };

    // Aspire calls a Service 'hello-service'; routes and references say http://hello. Both names stay: Aspire's addresses are in the
    // configuration already. The port that probes ask is taken off the first. A StatefulSet's Service has no address of its own.
    private void Name(KubernetesResource published)
    {
        if (published.Service is not { } service)
        {
            return;
        }

        var probed = Modelled(published) is IResourceWithEndpoints resource ? Endpoints(resource).Where(endpoint => IsForProbesOnly(resource, endpoint)).Select(endpoint => endpoint.Name).ToHashSet() : [];
        service.Spec.Ports.RemoveAll(port => probed.Contains(port.Name));
        var named = new Service { Metadata = { Name = published.Name }, Spec = { Type = service.Spec.Type, Selector = new(service.Spec.Selector) } };
        named.Spec.Ports.AddRange(service.Spec.Ports.Select(port => new ServicePortV1 { Name = port.Name, Protocol = port.Protocol, Port = PortOf(port), TargetPort = port.TargetPort }));
        published.AdditionalResources.Add(named);
        if (published.Workload is StatefulSet set)
        {
            service.Spec.ClusterIp = "None";
            set.Spec.ServiceName = service.Metadata.Name;
        }
    }

    private static Int32OrStringV1 PortOf(ServicePortV1 port) => port.Name switch { "http" => 80, "https" => 443, _ => port.Port };

    // Nobody talks to anybody, but those whom the model binds do; one pod at a time may be taken away on purpose.
    private void Guard(KubernetesResource published)
    {
        if (Modelled(published) is not IResourceWithEndpoints resource)
        {
            return;
        }

        var rules = new NetworkPolicySpec { PodSelector = SelectorOf(published.Name), PolicyTypes = { "Ingress", "Egress" } };
        rules.Egress.Add(new NetworkPolicyRule { Ports = { new() { Port = 53, Protocol = "UDP" }, new() { Port = 53, Protocol = "TCP" } } });
        rules.Egress.AddRange(CalleesOf(resource).Select(callee => new NetworkPolicyRule { To = { Peer(callee) }, Ports = Ports(callee, endpoint => !IsForProbesOnly(callee, endpoint)) }));
        if (Endpoints(resource).Any(endpoint => endpoint.IsExternal))
        {
            rules.Ingress.Add(new NetworkPolicyRule { Ports = Ports(resource, endpoint => endpoint.IsExternal || IsForProbesOnly(resource, endpoint)) });
        }

        if (CallersOf(resource).Any())
        {
            rules.Ingress.Add(new NetworkPolicyRule { From = [.. CallersOf(resource).Select(Peer)], Ports = Ports(resource, endpoint => !IsForProbesOnly(resource, endpoint)) });
        }

        published.AdditionalResources.Add(new NetworkPolicy { Metadata = { Name = $"{published.Name}-network" }, Spec = rules });
        published.AdditionalResources.Add(new PodDisruptionBudget { Metadata = { Name = $"{published.Name}-budget" }, Spec = new() { MaxUnavailable = 1, Selector = SelectorOf(published.Name) } });
    }

    private static NetworkPolicyPeer Peer(IResource resource) => new() { PodSelector = SelectorOf(resource.Name) };

    private static List<NetworkPolicyPort> Ports(IResourceWithEndpoints resource, Func<EndpointAnnotation, bool> isMeant) =>
        [.. Endpoints(resource).Where(endpoint => isMeant(endpoint) && endpoint.TargetPort is not null).Select(endpoint => new NetworkPolicyPort { Port = endpoint.TargetPort!.Value, Protocol = "TCP" })];

    // Replicas are the autoscaler's: a chart with a number of its own would undo its work.
    private static void Balance(KubernetesResource published)
    {
        if (published.Workload is not Deployment deployment)
        {
            return;
        }

        var least = Math.Max(2, deployment.Spec.Replicas ?? 1);
        deployment.Spec.Replicas = null;
        var autoscaler = new HorizontalPodAutoscalerV2 { Metadata = { Name = $"{published.Name}-autoscaler" } };
        autoscaler.Spec.ScaleTargetRef = OnlyReference(deployment);
        autoscaler.Spec.MinReplicas = least;
        autoscaler.Spec.MaxReplicas = MaxReplicas;
        autoscaler.Spec.Metrics.Add(OnlyCpu(averageUtilization: 70));
        // Aspire writes rules without anything in them. Seen in 13.5.2; no public issue known.
        autoscaler.Spec.Behavior = null!;
        published.AdditionalResources.Add(autoscaler);
    }

    // Aspire gives a reference metadata, which the API server does not know there. Seen in 13.5.2; no public issue known.
    private static CrossVersionObjectReferenceV2 OnlyReference(Deployment deployment) => new() { ApiVersion = deployment.ApiVersion, Kind = deployment.Kind, Name = deployment.Metadata.Name, Metadata = null! };

    // Aspire makes all five sources of a metric, and the API server takes one. Seen in 13.5.2; no public issue known.
    private static MetricSpecV2 OnlyCpu(int averageUtilization) => new()
    {
        Type = "Resource",
        Resource = new ResourceMetricSourceV2 { Name = "cpu", Target = new MetricTargetV2 { Type = "Utilization", AverageUtilization = averageUtilization } },
        ContainerResource = null!,
        External = null!,
        Object = null!,
        Pods = null!,
    };

    // GKE's load balancer does not read probes: it would ask '/' of the serving port.
    private void HealthOfTheLoadBalancer(KubernetesResource published)
    {
        if (GatewayClass.StartsWith("gke-", StringComparison.Ordinal)
            && Modelled(published) is ProjectResource project && Endpoints(project).Any(IsEdge)
            && project.Annotations.OfType<EndpointProbeAnnotation>().FirstOrDefault(probe => probe.Type == ProbeType.Readiness) is { } readiness
            && Endpoints(project).FirstOrDefault(endpoint => endpoint.Name == readiness.EndpointReference.EndpointName)?.TargetPort is { } port)
        {
            var check = new HealthCheckPolicy { Metadata = { Name = $"{published.Name}-health" } };
            check.Spec.Default.Config.HttpHealthCheck = new() { Port = port, RequestPath = readiness.Path };
            check.Spec.TargetRef.Name = $"{published.Name}-service";
            published.AdditionalResources.Add(check);
        }
    }

    private static PodSpecV1? Pod(KubernetesResource published) => published.Workload?.PodTemplate.Spec;

    private static LabelSelectorV1 SelectorOf(string name) => new() { MatchLabels = { [Component] = name } };

    private IResource? Modelled(KubernetesResource published) => model.Resources.FirstOrDefault(resource => resource.Name == published.Name);

    private static bool IsStateful(IResource resource) => resource is IResourceWithConnectionString;

    private static IEnumerable<EndpointAnnotation> Endpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private static bool IsForProbesOnly(IResource resource, EndpointAnnotation endpoint) =>
        !endpoint.IsExternal
        && endpoint.Name is not ("http" or "https")
        && resource.Annotations.OfType<EndpointProbeAnnotation>().Any(probe => probe.EndpointReference.EndpointName == endpoint.Name);

    private static IEnumerable<IResourceWithEndpoints> CalleesOf(IResource caller) =>
        caller.Annotations.OfType<ResourceRelationshipAnnotation>().Select(bond => bond.Resource).OfType<IResourceWithEndpoints>().Where(callee => callee.Name != caller.Name).DistinctBy(callee => callee.Name);

    private IEnumerable<IResourceWithEndpoints> CallersOf(IResource callee) =>
        model.Resources.OfType<IResourceWithEndpoints>().Where(caller => CalleesOf(caller).Any(called => called.Name == callee.Name));
}

// Kinds for which Aspire has no class. Its writer takes names in camel case from the properties.

internal sealed class PodDisruptionBudget() : BaseKubernetesResource("policy/v1", "PodDisruptionBudget")
{
    public PodDisruptionBudgetSpec Spec { get; set; } = new();
}

internal sealed class PodDisruptionBudgetSpec
{
    public int MaxUnavailable { get; set; }

    public LabelSelectorV1 Selector { get; set; } = new();
}

internal sealed class NetworkPolicy() : BaseKubernetesResource("networking.k8s.io/v1", "NetworkPolicy")
{
    public NetworkPolicySpec Spec { get; set; } = new();
}

internal sealed class NetworkPolicySpec
{
    public LabelSelectorV1 PodSelector { get; set; } = new();

    public List<string> PolicyTypes { get; } = [];

    public List<NetworkPolicyRule> Ingress { get; } = [];

    public List<NetworkPolicyRule> Egress { get; } = [];
}

internal sealed class NetworkPolicyRule
{
    public List<NetworkPolicyPeer> From { get; init; } = [];

    public List<NetworkPolicyPeer> To { get; init; } = [];

    public List<NetworkPolicyPort> Ports { get; init; } = [];
}

internal sealed class NetworkPolicyPeer
{
    public LabelSelectorV1 PodSelector { get; set; } = new();
}

internal sealed class NetworkPolicyPort
{
    public int Port { get; set; }

    public string Protocol { get; set; } = "TCP";
}

internal sealed class HealthCheckPolicy() : BaseKubernetesResource("networking.gke.io/v1", "HealthCheckPolicy")
{
    public HealthCheckPolicySpec Spec { get; set; } = new();
}

internal sealed class HealthCheckPolicySpec
{
    public HealthCheckDefault Default { get; } = new();

    public HealthCheckTarget TargetRef { get; } = new();
}

internal sealed class HealthCheckDefault
{
    public HealthCheckConfig Config { get; } = new();
}

internal sealed class HealthCheckConfig
{
    public string Type { get; set; } = "HTTP";

    public HttpHealthCheck HttpHealthCheck { get; set; } = new();
}

internal sealed class HttpHealthCheck
{
    public string PortSpecification { get; set; } = "USE_FIXED_PORT";

    public int Port { get; set; }

    public string RequestPath { get; set; } = "/";
}

internal sealed class HealthCheckTarget
{
    // Aspire leaves empty texts out, and the field is required: Helm makes this an empty text.
    public string Group { get; set; } = "{{ `` }}";

    public string Kind { get; set; } = "Service";

    public string Name { get; set; } = "";
}
