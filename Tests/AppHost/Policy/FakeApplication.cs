#pragma warning disable ASPIREPROBES001 // Experimental in Aspire.
using System.Net.Sockets;
using Aspire.Hosting.Kubernetes;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>The workshop's model as Program.cs makes it, with the annotations that Aspire leaves on it.</summary>
internal sealed class FakeApplication
{
    public FakeApplication()
    {
        Environment = new KubernetesEnvironmentResource("workshop");
        Redis = With(new RedisResource("redis"), Port("tcp", "tcp", 6379));
        Auth = Service("auth", Redis);
        Hello = Service("hello", Auth);
        Hello.Annotations.Add(new ReplicaAnnotation(3));
        Gateway = Service("gateway", Auth, Hello);
        Gateway.Annotations.Add(Port("https", "https", 8443));
        foreach (var endpoint in Gateway.Annotations.OfType<EndpointAnnotation>().Where(endpoint => endpoint.Name != "health"))
        {
            endpoint.IsExternal = true;
        }

        foreach (var resource in new IResource[] { Environment, Redis, Auth, Hello, Gateway })
        {
            Builder.Resources.Add(resource);
        }
    }

    public IDistributedApplicationBuilder Builder { get; } = DistributedApplication.CreateBuilder(["--operation", "publish"]);

    public KubernetesEnvironmentResource Environment { get; }

    public RedisResource Redis { get; }

    public ProjectResource Auth { get; }

    public ProjectResource Hello { get; }

    public ProjectResource Gateway { get; }

    public FakeApplication ApplyPolicy()
    {
        new AspirePolicy(Builder, new DistributedApplicationModel(Builder.Resources)).Apply();
        return this;
    }

    private static ProjectResource Service(string name, params IResource[] callees)
    {
        var service = With(new ProjectResource(name), Port("http", "http", 8080), Port("health", "http", 8081));
        foreach (var (type, path) in new[] { (ProbeType.Startup, "/livez"), (ProbeType.Readiness, "/readiness"), (ProbeType.Liveness, "/healthz") })
        {
            service.Annotations.Add(new EndpointProbeAnnotation { Type = type, Path = path, EndpointReference = new EndpointReference(service, "health"), InitialDelaySeconds = 5, PeriodSeconds = 1, TimeoutSeconds = 1, FailureThreshold = 1, SuccessThreshold = 1 });
        }

        foreach (var callee in callees)
        {
            service.Annotations.Add(new ResourceRelationshipAnnotation(callee, "Reference"));
        }

        return service;
    }

    private static EndpointAnnotation Port(string name, string scheme, int port) => new(ProtocolType.Tcp, scheme, name: name, targetPort: port);

    private static T With<T>(T resource, params IResourceAnnotation[] annotations) where T : IResource
    {
        foreach (var annotation in annotations)
        {
            resource.Annotations.Add(annotation);
        }

        return resource;
    }
}
