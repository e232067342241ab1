using k8s.Models;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Loops.Namespaces;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class NamespaceTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly NamespaceDefaultsReconciler _defaults;
    private readonly NamespaceDeletionReconciler _deletion;

    public NamespaceTests()
    {
        _defaults = new NamespaceDefaultsReconciler(_world.Client, new Root("-----BEGIN CERTIFICATE-----"));
        _deletion = new NamespaceDeletionReconciler(_world.Objects, _world.Client, _world.Time);
    }

    [Fact]
    public void A_namespace_gets_its_ServiceAccount_and_the_CA_and_gets_them_back()
    {
        Namespace("two");

        Assert.Equal(["create configmaps kube-root-ca.crt", "create serviceaccounts default"], Pass(_defaults));
        Assert.Equal("-----BEGIN CERTIFICATE-----", _world.Get<V1ConfigMap>("kube-root-ca.crt", "two").Data["ca.crt"]);
        Assert.Empty(Pass(_defaults));
        _world.Client.Delete<V1ServiceAccount>("two", "default");
        Assert.Equal(["create serviceaccounts default"], Pass(_defaults));
    }

    [Fact]
    public void A_CA_that_somebody_changed_is_written_again()
    {
        Namespace("two");
        Pass(_defaults);
        _world.Change(_world.Get<V1ConfigMap>("kube-root-ca.crt", "two"), copy => copy.Data["ca.crt"] = "forged");

        Assert.Equal(["update configmaps kube-root-ca.crt"], Pass(_defaults));
        Assert.Equal("-----BEGIN CERTIFICATE-----", _world.Get<V1ConfigMap>("kube-root-ca.crt", "two").Data["ca.crt"]);
    }

    [Fact]
    public void Without_a_CA_there_is_no_ConfigMap()
    {
        Namespace("two");

        Assert.Equal(["create serviceaccounts default"], Pass(new NamespaceDefaultsReconciler(_world.Client, new Root(null))));
    }

    [Fact]
    public void A_deleted_namespace_is_emptied_and_goes()
    {
        Namespace("two");
        Pass(_defaults);
        _world.Client.Delete<V1Namespace>("", "two");

        Assert.Equal(["delete configmaps kube-root-ca.crt", "delete namespaces two", "delete serviceaccounts default"], Pass(_deletion));
        Assert.Empty(Pass(_deletion));
    }

    [Fact]
    public void Pods_go_before_what_they_use()
    {
        Namespace("two");
        Pass(_defaults);
        _world.Create(new V1Pod { Metadata = new V1ObjectMeta { Name = "p", NamespaceProperty = "two" }, Spec = new V1PodSpec { Containers = [new V1Container { Name = "c", Image = "i" }] } });
        _world.Bind(_world.Get<V1Pod>("p", "two"), "node");
        _world.Client.Delete<V1Namespace>("", "two");

        Assert.Equal(["update namespaces two", "update pods p"], Pass(_deletion));
        _world.Client.Delete<V1Pod>("two", "p", DeletionOptions.Now);
        Assert.Contains("delete namespaces two", Pass(_deletion));
    }

    [Fact]
    public void What_holds_a_namespace_is_said_in_Kubernetes_words()
    {
        Namespace("two");
        _world.Create(new V1ConfigMap { Metadata = new V1ObjectMeta { Name = "inside", NamespaceProperty = "two", Finalizers = ["example.com/hold"] } });
        _world.Client.Delete<V1Namespace>("", "two");
        Pass(_deletion);

        Assert.Equal(
            [
                "NamespaceDeletionDiscoveryFailure False ResourcesDiscovered All resources successfully discovered",
                "NamespaceDeletionGroupVersionParsingFailure False ParsedGroupVersions All legacy kube types successfully parsed",
                "NamespaceDeletionContentFailure False ContentDeleted All content successfully deleted, may be waiting on finalization",
                "NamespaceContentRemaining True SomeResourcesRemain Some resources are remaining: configmaps. has 1 resource instances",
                "NamespaceFinalizersRemaining True SomeFinalizersRemain Some content in the namespace has finalizers remaining: example.com/hold in 1 resource instances",
            ],
            _world.Get<V1Namespace>("two", "").Status.Conditions.Select(condition => $"{condition.Type} {condition.Status} {condition.Reason} {condition.Message}"));
        Assert.Equal("Terminating", _world.Get<V1Namespace>("two", "").Status.Phase);
        Assert.Empty(Pass(_deletion));

        _world.Client.Patch<V1ConfigMap>("two", "inside", new() { ["metadata"] = new System.Text.Json.Nodes.JsonObject { ["finalizers"] = null } });
        Assert.Equal(["delete namespaces two"], Pass(_deletion));
    }

    [Fact]
    public void A_namespace_that_stays_is_not_touched()
    {
        Namespace("two");

        Assert.Empty(Pass(_deletion));
        Assert.NotNull(_world.Objects.Find(KindTable.Namespace, Cluster.Objects.ObjectKey.Cluster("two")));
    }

    public void Dispose() => _world.Dispose();

    private void Namespace(string name) => _world.Create(new V1Namespace { Metadata = new V1ObjectMeta { Name = name } });

    private IReadOnlyList<string> Pass(Cluster.Loops.IReconciler reconciler) => _world.Pass(reconciler, "two", ns: "");

    private sealed record Root(string? Pem) : IRootCertificate;
}
