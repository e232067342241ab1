using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>Which kinds can be replaced without saying which version the replacement builds on.</summary>
public sealed class VersionDemandTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string> Demanding => new()
    {
        { "Lease", """{"metadata":{"name":"a"},"spec":{"holderIdentity":"x"}}""" },
        { "PodDisruptionBudget", """{"metadata":{"name":"a"},"spec":{"minAvailable":1,"selector":{"matchLabels":{"a":"b"}}}}""" },
    };

    public static TheoryData<string, string> Lenient => new()
    {
        { "ConfigMap", """{"metadata":{"name":"a"}}""" },
        { "ServiceAccount", """{"metadata":{"name":"a"}}""" },
        { "Role", """{"metadata":{"name":"a"},"rules":[]}""" },
        { "PriorityClass", """{"metadata":{"name":"a"},"value":1}""" },
        { "NetworkPolicy", """{"metadata":{"name":"a"},"spec":{"podSelector":{}}}""" },
    };

    [Theory]
    [MemberData(nameof(Demanding))]
    public void Leases_and_budgets_demand_a_version(string kindName, string body)
    {
        var kind = KindTable.All.First(row => row.Kind == kindName);
        _registry.Create(kind, body);

        var refused = Assert.Throws<StatusException>(() => Put(kind, body));

        Assert.Equal((422, $"{kind.GroupResource} \"a\" is invalid: metadata.resourceVersion: Invalid value: 0x0: must be specified for an update"), (refused.Code, refused.Message));
    }

    [Theory]
    [MemberData(nameof(Lenient))]
    public void Most_kinds_do_not(string kindName, string body)
    {
        var kind = KindTable.All.First(row => row.Kind == kindName);
        _registry.Create(kind, body);

        Put(kind, body);
    }

    public void Dispose() => _registry.Dispose();

    private void Put(ResourceKind kind, string body) =>
        _registry.Objects.Update(kind, kind.IsNamespaced ? TestRegistry.Key("a") : Cluster.Objects.ObjectKey.Cluster("a"), TestRegistry.Json(body), TestRegistry.Strict);
}
