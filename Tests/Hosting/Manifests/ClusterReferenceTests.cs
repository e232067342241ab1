using Aspire.Hosting;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Manifests;

public sealed class ClusterReferenceTests
{
    [Fact]
    public void A_resource_is_told_where_the_kubeconfig_lies_and_what_the_cluster_is_called()
    {
        var model = new TestModel();
        model.Builder.Configuration["Workshop:State"] = "/tmp/some-state";
        var cluster = model.Builder.AddEmbeddedCluster("kubernetes");
        model.Add("operator").WithReference(cluster).WaitFor(cluster);

        var variables = model.Read().Workloads.Single().Environment.ToDictionary(variable => variable.Name, variable => variable.Value.Parts.Single());

        Assert.Equal(Path.Combine(Path.GetFullPath("/tmp/some-state"), "kubeconfig"), variables["KUBECONFIG"]);
        Assert.Equal("kubernetes", variables["K8S_CLUSTER_NAME"]);
    }

    [Fact]
    public void In_publish_a_pod_has_its_ServiceAccount_and_no_file_of_this_machine()
    {
        var builder = DistributedApplication.CreateBuilder(["--operation", "publish", "--step", "publish"]);
        var cluster = builder.AddEmbeddedCluster("kubernetes");
        builder.AddProject<SomeProject>("operator", launchProfileName: null).WithReference(cluster);
        cluster.AddManifestFromContent("widgets", "a: b");

        Assert.DoesNotContain(TestModel.Read(builder).Workloads.Single().Environment, variable => variable.Name == "KUBECONFIG");
        Assert.DoesNotContain(builder.Resources, resource => resource.Name == "widgets");
    }
}
