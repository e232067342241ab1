using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Tests.Registry;

namespace Workshop.Cluster.Tests.Definitions;

/// <summary>From a definition to a kind that is served, and back.</summary>
public sealed class DefinitionLoopTests : IDisposable
{
    private readonly DefinitionWorld _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public void A_definition_is_established_and_its_kind_served()
    {
        _world.Create(DefinitionWorld.Definition());
        Assert.Null(_world.KindOf("v1"));

        _world.Pass();

        Assert.Equal("True NoConflicts: no conflicts found", _world.Condition("NamesAccepted"));
        Assert.Equal("True InitialNamesAccepted: the initial names have been accepted", _world.Condition("Established"));
        Assert.Equal(
            """{"plural":"crontabs","singular":"crontab","shortNames":["ct"],"kind":"CronTab","listKind":"CronTabList"}""", _world.Stored()["status"]!["acceptedNames"]!.ToJsonString());
        Assert.Equal(("CronTab", "ct", true), (_world.Kind.Kind, _world.Kind.ShortNames.Single(), _world.Kind.IsNamespaced));
    }

    [Fact]
    public void A_second_pass_writes_nothing_and_the_kind_stays_the_same_row()
    {
        _world.Establish(DefinitionWorld.Definition());
        var (version, kind) = (_world.Registry.Objects.ResourceVersion, _world.Kind);

        _world.Pass();

        Assert.Equal(version, _world.Registry.Objects.ResourceVersion);
        Assert.Same(kind, _world.Kind);
    }

    [Theory]
    [InlineData("kind", "CronTab", "False KindConflict: \"CronTab\" is already in use")]
    [InlineData("shortNames", "ct", "False ShortNamesConflict: \"ct\" is already in use")]
    [InlineData("singular", "crontab", "False SingularConflict: \"crontab\" is already in use")]
    public void A_name_that_another_has_is_not_accepted_until_that_one_goes(string field, string name, string condition)
    {
        _world.Establish(DefinitionWorld.Definition());
        var other = DefinitionWorld.Definition();
        other["metadata"]!["name"] = "others.stable.example.com";
        other["spec"]!["names"] = TestRegistry.Json("""{"plural":"others","singular":"other","kind":"Other","listKind":"OtherList"}""");
        other["spec"]!["names"]![field] = field == "shortNames" ? new JsonArray(name) : name;

        _world.Establish(other);
        Assert.Equal(condition, _world.Condition("NamesAccepted", "others.stable.example.com"));
        Assert.Equal("False NotAccepted: not all names are accepted", _world.Condition("Established", "others.stable.example.com"));
        Assert.Null(_world.Registry.Objects.Kinds.Current.Find("stable.example.com", "v1", "others"));

        Delete();
        _world.Pass();
        _world.Pass("others.stable.example.com");
        Assert.Equal("True NoConflicts: no conflicts found", _world.Condition("NamesAccepted", "others.stable.example.com"));
        Assert.NotNull(_world.Registry.Objects.Kinds.Current.Find("stable.example.com", "v1", "others"));
    }

    [Fact]
    public void Its_objects_go_before_a_definition_does()
    {
        _world.Establish(DefinitionWorld.Definition());
        var held = DefinitionWorld.Tab("{}", "held");
        held["metadata"]!["finalizers"] = new JsonArray("example.com/wait");
        _world.Registry.Objects.Create(_world.Kind, "default", held, TestRegistry.Strict);
        _world.CreateTab("{}", "free");
        Delete();

        _world.Pass();

        Assert.Equal("True InstanceDeletionInProgress: CustomResource deletion is in progress", _world.Condition("Terminating"));
        Assert.Equal(["held"], _world.Registry.Objects.List(_world.Kind, null).Items.Select(item => item.Key.Name));
        var refused = Assert.Throws<StatusException>(() => _world.CreateTab("{}", "late"));
        Assert.Equal((405, "create not allowed while custom resource definition is terminating"), (refused.Code, refused.Message));

        _world.Registry.Patch(_world.Kind, "held", PatchType.Merge, """{"metadata":{"finalizers":null}}""");
        _world.Pass();

        Assert.Null(_world.Registry.Objects.Find(KindTable.CustomResourceDefinition, ObjectKey.Cluster(DefinitionWorld.Name)));
        Assert.Null(_world.KindOf("v1"));
        _world.Pass();
    }

    [Fact]
    public void A_definition_in_a_group_of_Kubernetes_says_whether_it_is_approved()
    {
        var definition = DefinitionWorld.Definition();
        definition["metadata"] = TestRegistry.Json("""{"name":"crontabs.example.k8s.io","annotations":{"api-approved.kubernetes.io":"unapproved, a test"}}""");
        definition["spec"]!["group"] = "example.k8s.io";

        _world.Establish(definition);

        Assert.Equal("False UnapprovedAnnotation: not approved: \"unapproved, a test\"", _world.Condition("KubernetesAPIApprovalPolicyConformant", "crontabs.example.k8s.io"));
    }

    [Fact]
    public void A_built_in_kind_of_the_group_keeps_its_names()
    {
        var definition = DefinitionWorld.Definition();
        definition["metadata"] = TestRegistry.Json("""{"name":"crontabs.networking.k8s.io","annotations":{"api-approved.kubernetes.io":"unapproved, a test"}}""");
        definition["spec"]!["group"] = "networking.k8s.io";
        definition["spec"]!["names"]!["kind"] = "Ingress";

        _world.Establish(definition);

        Assert.Equal("False ListKindConflict: \"IngressList\" is already in use", _world.Condition("NamesAccepted", "crontabs.networking.k8s.io"));
    }

    private void Delete() => _world.Registry.Objects.Delete(KindTable.CustomResourceDefinition, ObjectKey.Cluster(DefinitionWorld.Name), new DeletionOptions());
}
