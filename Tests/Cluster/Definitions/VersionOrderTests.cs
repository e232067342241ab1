using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Tests.Definitions;

public sealed class VersionOrderTests
{
    [Fact]
    public void The_newest_stable_version_is_first() => Assert.Equal(
        ["v10", "v2", "v1", "v11beta2", "v3beta1", "v12alpha1", "foo1", "foo10"],
        new[] { "foo10", "v3beta1", "v1", "v12alpha1", "foo1", "v2", "v11beta2", "v10" }.Order(VersionOrder.NewestFirst));
}
