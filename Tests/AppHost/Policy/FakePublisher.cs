#pragma warning disable ASPIREPROBES001, ASPIRECOMPUTE002 // Experimental in Aspire.
using System.Globalization;
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>What Aspire 13.5.2 makes of a model before it asks the customizations, read off a chart that it wrote: names, probes, ports, one container.</summary>
internal static class FakePublisher
{
    public static IReadOnlyList<BaseKubernetesResource> Publish(FakeApplication application, bool withCustomizations = true)
    {
        var objects = new List<BaseKubernetesResource>();
        foreach (var resource in application.Builder.Resources.OfType<IComputeResource>())
        {
            var published = Resource(resource, application.Environment);
            foreach (var customization in resource.Annotations.OfType<KubernetesServiceCustomizationAnnotation>().Where(_ => withCustomizations))
            {
                customization.Configure(published);
            }

            objects.AddRange(new BaseKubernetesResource?[] { published.Workload, published.ConfigMap, published.Secret, published.Service }.OfType<BaseKubernetesResource>());
            objects.AddRange(published.AdditionalResources);
        }

        return objects;
    }

    private static KubernetesResource Resource(IResource resource, KubernetesEnvironmentResource environment)
    {
        var published = new KubernetesResource(resource.Name, resource, environment)
        {
            Workload = resource is IResourceWithConnectionString ? new StatefulSet() : new Deployment(),
            Service = new Service { Metadata = { Name = $"{resource.Name}-service" }, Spec = { Selector = Labels(resource) } },
        };
        published.Workload.Metadata.Name = $"{resource.Name}-{(published.Workload is StatefulSet ? "statefulset" : "deployment")}";
        if (resource is ProjectResource)
        {
            published.ConfigMap = new ConfigMap { Metadata = { Name = $"{resource.Name}-config" }, Data = { ["HTTP_PORTS"] = "8080;8081" } };
        }

        var selector = published.Workload is StatefulSet set ? set.Spec.Selector : ((Deployment)published.Workload).Spec.Selector;
        selector.MatchLabels = Labels(resource);
        if (published.Workload is Deployment deployment)
        {
            deployment.Spec.Replicas = resource.Annotations.OfType<ReplicaAnnotation>().Any() ? 3 : 1;
        }

        published.Workload.PodTemplate.Metadata.Labels = Labels(resource);
        published.Workload.PodTemplate.Spec.Containers.Add(Container(resource));
        published.Service.Spec.Ports.AddRange(Endpoints(resource).Select(endpoint => new ServicePortV1 { Name = endpoint.Name, Protocol = "TCP", Port = PortOf(endpoint), TargetPort = PortOf(endpoint) }));
        return published;
    }

    private static ContainerV1 Container(IResource resource)
    {
        var container = new ContainerV1 { Name = resource.Name, Image = $"{resource.Name}:latest" };
        container.Ports.AddRange(Endpoints(resource).Select(endpoint => new ContainerPortV1 { Name = endpoint.Name, Protocol = "TCP", ContainerPort = PortOf(endpoint) }));
        foreach (var probe in resource.Annotations.OfType<EndpointProbeAnnotation>())
        {
            var made = new ProbeV1
            {
                InitialDelaySeconds = probe.InitialDelaySeconds,
                PeriodSeconds = probe.PeriodSeconds,
                HttpGet = new HttpGetActionV1 { Path = probe.Path, Port = PortOf(Endpoints(resource).Single(endpoint => endpoint.Name == probe.EndpointReference.EndpointName)), Scheme = "http" },
            };
            container.StartupProbe = probe.Type == ProbeType.Startup ? made : container.StartupProbe;
            container.ReadinessProbe = probe.Type == ProbeType.Readiness ? made : container.ReadinessProbe;
            container.LivenessProbe = probe.Type == ProbeType.Liveness ? made : container.LivenessProbe;
        }

        return container;
    }

    private static Int32OrStringV1 PortOf(EndpointAnnotation endpoint) => new(endpoint.TargetPort!.Value.ToString(CultureInfo.InvariantCulture));

    private static IEnumerable<EndpointAnnotation> Endpoints(IResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private static Dictionary<string, string> Labels(IResource resource) => new() { ["app.kubernetes.io/name"] = "workshop", ["app.kubernetes.io/component"] = resource.Name };
}
