#pragma warning disable ASPIRECOMPUTE002 // Experimental in Aspire.
using Aspire.Hosting.Kubernetes;
using Aspire.Hosting.Kubernetes.Resources;

namespace Workshop.AppHost.Tests.Policy;

/// <summary>AspirePolicy.cs, executed on resources that begin as Aspire's do: what is left unset, and what is null, shows.</summary>
public class PolicyTests
{
    private readonly FakeApplication _application = new FakeApplication().ApplyPolicy();

    [Fact]
    public void No_nightly_dashboard_is_deployed() => Assert.False(_application.Environment.DashboardEnabled);

    [Fact]
    public void What_is_reached_from_outside_has_one_edge_and_Redis_a_claim()
    {
        var edge = Assert.Single(_application.Builder.Resources.OfType<KubernetesGatewayResource>());
        Assert.Equal([("/", "gateway", "http")], edge.Routes.Select(route => (route.Path, route.Endpoint.Resource.Name, route.Endpoint.EndpointName)));
        Assert.Equal(["redis-data"], _application.Builder.Resources.OfType<KubernetesPersistentVolumeResource>().Select(volume => volume.Name));
        Assert.Equal(["/data"], _application.Redis.Annotations.OfType<ContainerMountAnnotation>().Select(mount => mount.Target));
    }

    [Fact]
    public void References_leave_out_the_port_that_probes_ask() =>
        Assert.Equal([("http", false), ("health", true)], Endpoints(_application.Hello).Select(endpoint => (endpoint.Name, endpoint.ExcludeReferenceEndpoint)));

    [Fact]
    public void A_publish_keeps_the_ports_that_the_model_states() => Assert.Equal([8080, 8081], Endpoints(_application.Hello).Select(endpoint => endpoint.TargetPort));

    [Fact]
    public void Every_workload_can_be_called_by_the_name_of_its_resource()
    {
        var services = FakePublisher.Publish(_application).OfType<Service>().ToList();

        Assert.Equal(["auth", "gateway", "hello", "redis"], services.Select(service => service.Metadata.Name).Where(name => !name.EndsWith("-service", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
        Assert.Equal([80], services.Single(service => service.Metadata.Name == "hello").Spec.Ports.Select(port => port.Port.Number));
        Assert.All(services, service => Assert.DoesNotContain("health", service.Spec.Ports.Select(port => port.Name)));
    }

    [Fact]
    public void Only_those_whom_the_model_binds_may_talk()
    {
        var policies = FakePublisher.Publish(_application).OfType<NetworkPolicy>().ToDictionary(policy => policy.Metadata.Name, policy => policy.Spec);

        Assert.Equal(["hello", "gateway"], Peers(policies["auth-network"].Ingress.SelectMany(rule => rule.From)));
        Assert.Equal(["redis"], Peers(policies["auth-network"].Egress.SelectMany(rule => rule.To)));
        Assert.Equal(["auth"], Peers(policies["redis-network"].Ingress.SelectMany(rule => rule.From)));
        Assert.Empty(Peers(policies["redis-network"].Egress.SelectMany(rule => rule.To)));
    }

    [Fact]
    public void An_autoscaler_owns_the_replicas_and_begins_with_the_models()
    {
        var objects = FakePublisher.Publish(_application);

        Assert.All(objects.OfType<Deployment>(), deployment => Assert.Null(deployment.Spec.Replicas));
        Assert.Equal([("auth-autoscaler", 2), ("hello-autoscaler", 3), ("gateway-autoscaler", 2)], objects.OfType<HorizontalPodAutoscalerV2>().Select(autoscaler => (autoscaler.Metadata.Name, autoscaler.Spec.MinReplicas!.Value)));
    }

    [Fact]
    public void No_two_objects_of_a_resource_are_written_into_one_file()
    {
        // Aspire names a file by the object's name without the resource's in front.
        var files = FakePublisher.Publish(_application).Select(item => item.Metadata.Name).ToList();

        Assert.Equal(files.Distinct(StringComparer.Ordinal), files);
    }

    private static IEnumerable<EndpointAnnotation> Endpoints(ProjectResource resource) => resource.Annotations.OfType<EndpointAnnotation>();

    private static IEnumerable<string> Peers(IEnumerable<NetworkPolicyPeer> peers) => peers.Select(peer => peer.PodSelector.MatchLabels["app.kubernetes.io/component"]);
}
