using k8s.Models;
using Workshop.Cluster.Loops.Roles;

namespace Workshop.Cluster.Tests.Loops.Roles;

public sealed class AggregationTests : IDisposable
{
    private const string Label = "rbac.example.com/aggregate-to-monitoring";

    private readonly LoopWorld _world = new();

    [Fact]
    public void A_role_holds_what_the_roles_with_its_label_allow()
    {
        MakeMonitoring();
        _world.Create(Part("b", "services"));
        _world.Create(Part("a", "endpoints"));

        Pass();

        Assert.Equal(["endpoints", "services"], Resources());
    }

    [Fact]
    public void What_a_hand_writes_into_it_is_written_over()
    {
        MakeMonitoring();
        _world.Create(Part("a", "endpoints"));
        Pass();
        var touched = _world.Client.Copy(Monitoring);
        touched.Rules = [Rule("secrets")];
        _world.Client.Update(touched);

        Pass();

        Assert.Equal(["endpoints"], Resources());
    }

    [Fact]
    public void A_role_that_loses_the_label_leaves_it()
    {
        MakeMonitoring();
        var part = _world.Create(Part("a", "endpoints"));
        Pass();
        var other = _world.Client.Copy(part);
        other.Metadata.Labels = null;
        _world.Client.Update(other);

        Pass();

        Assert.Empty(Resources());
    }

    [Fact]
    public void A_second_pass_writes_nothing()
    {
        MakeMonitoring();
        _world.Create(Part("a", "endpoints"));
        Pass();

        Assert.Empty(Pass());
    }

    public void Dispose() => _world.Dispose();

    private V1ClusterRole Monitoring => _world.Client.Find<V1ClusterRole>("", "monitoring")!;

    private void MakeMonitoring() => _world.Create(new V1ClusterRole
    {
        Metadata = new V1ObjectMeta { Name = "monitoring" },
        AggregationRule = new V1AggregationRule { ClusterRoleSelectors = [new V1LabelSelector { MatchLabels = new Dictionary<string, string> { [Label] = "true" } }] },
    });

    private IReadOnlyList<string> Pass() => _world.Pass(new AggregationReconciler(_world.Client), "monitoring", "");

    private IEnumerable<string> Resources() => (Monitoring.Rules ?? []).SelectMany(rule => rule.Resources);

    private static V1ClusterRole Part(string name, string resource) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { [Label] = "true" } },
        Rules = [Rule(resource)],
    };

    private static V1PolicyRule Rule(string resource) => new() { ApiGroups = [""], Resources = [resource], Verbs = ["get"] };
}
