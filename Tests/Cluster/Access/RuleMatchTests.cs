using k8s.Models;
using Workshop.Cluster.Access.Rbac;

namespace Workshop.Cluster.Tests.Access;

public sealed class RuleMatchTests
{
    [Theory]
    [InlineData("get", "", "pods", "", "", true)]
    [InlineData("delete", "", "pods", "", "", false)]
    [InlineData("get", "apps", "pods", "", "", false)]
    [InlineData("get", "", "pods", "log", "", false)]
    [InlineData("get", "", "services", "proxy", "", true)]
    [InlineData("get", "", "configmaps", "", "mine", true)]
    [InlineData("get", "", "configmaps", "", "other", false)]
    [InlineData("get", "", "configmaps", "", "", false)]
    public void A_rule_covers_what_it_names(string verb, string group, string resource, string subresource, string name, bool expected)
    {
        V1PolicyRule[] rules =
        [
            new() { Verbs = ["get", "list"], ApiGroups = [""], Resources = ["pods", "*/proxy"] },
            new() { Verbs = ["*"], ApiGroups = ["*"], Resources = ["configmaps"], ResourceNames = ["mine"] },
        ];

        Assert.Equal(expected, rules.Any(rule => RuleMatch.Allows(rule, AccessAttributes.OfResource(verb, group, resource, subresource, "ns", name))));
    }

    [Theory]
    [InlineData("/healthz", true)]
    [InlineData("/logs/a", true)]
    [InlineData("/logs", false)]
    [InlineData("/", false)]
    public void A_path_is_covered_by_its_name_or_by_its_beginning(string path, bool expected) =>
        Assert.Equal(expected, RuleMatch.Allows(new V1PolicyRule { Verbs = ["get"], NonResourceURLs = ["/healthz", "/logs/*"] }, AccessAttributes.OfPath("get", path)));

    [Fact]
    public void A_wish_for_everything_is_covered_by_everything_only()
    {
        var all = AccessAttributes.OfResource("*", "*", "*", "", "", "");

        Assert.True(RuleMatch.Allows(BuiltInRoles.ClusterAdminRules[0], all));
        Assert.False(RuleMatch.Allows(new V1PolicyRule { Verbs = ["get"], ApiGroups = [""], Resources = ["pods"] }, all));
    }
}
