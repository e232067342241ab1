using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Cluster.Images;
using Workshop.Hosting.Running;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Running;

public class PodSelectionTests
{
    private readonly TestModel _model = new();
    private readonly IResourceBuilder<EmbeddedClusterResource> _cluster;

    public PodSelectionTests()
    {
        _cluster = _model.Builder.AddEmbeddedCluster("kubernetes");
        _model.Builder.AddKustomizeEnvironment("workshop").WithEmbeddedCluster(_cluster);
    }

    [Fact]
    public void What_has_an_image_is_a_pod_and_nothing_is_said_of_it()
    {
        var image = _model.Builder.AddContainer("cache", "redis", "7").Resource;

        var selection = Select(new CatalogueImage("redis", ["*"], ["redis-server"]));

        Assert.Equal([image], selection.Pods);
        Assert.Empty(selection.Lines);
    }

    [Fact]
    public void What_has_no_image_stays_with_Aspires_orchestrator_and_one_line_says_so()
    {
        var web = _model.Builder.AddContainer("web", "nginx").Resource;
        _model.Builder.AddExecutable("tool", "true", ".");

        var selection = Select();

        Assert.Contains(web, selection.Neighbours);
        Assert.Equal(["web, tool: no image of the catalogue, so Aspire's orchestrator runs them beside the pods."], selection.Lines);
    }

    [Fact]
    public void A_pod_has_no_developers_certificate_whatever_this_machine_trusts()
    {
        var redis = _model.Builder.AddRedis("redis").Resource;

        Select(new CatalogueImage("redis", ["*"], ["redis-server"]));

#pragma warning disable ASPIRECERTIFICATES001 // As in the code.
        Assert.Equal(false, redis.Annotations.OfType<HttpsCertificateAnnotation>().Last().UseDeveloperCertificate);
#pragma warning restore ASPIRECERTIFICATES001
    }

    [Fact]
    public void Aspires_hidden_helpers_are_never_named()
    {
        _model.Builder.AddExecutable("web-rebuilder", "dotnet", ".").WithHidden();

        var selection = Select();

        Assert.Empty(selection.Neighbours);
        Assert.Empty(selection.Lines);
    }

    private PodSelection Select(params CatalogueImage[] images) =>
        PodSelection.Of(_model.Builder.Resources, _cluster.Resource, new RunSettings("/state", null, AutoPorts: true, Empty: false, []) { Images = new(images) });
}
