using Workshop.Cluster.Api.Requests;

namespace Workshop.Cluster.Tests.Api;

public sealed class ResourcePathTests
{
    [Theory]
    [InlineData("/api/v1/pods", "", "v1", null, "pods", null, null)]
    [InlineData("/api/v1/namespaces", "", "v1", null, "namespaces", null, null)]
    [InlineData("/api/v1/namespaces/a", "", "v1", null, "namespaces", "a", null)]
    [InlineData("/api/v1/namespaces/a/status", "", "v1", null, "namespaces", "a", "status")]
    [InlineData("/api/v1/namespaces/a/finalize", "", "v1", null, "namespaces", "a", "finalize")]
    [InlineData("/api/v1/namespaces/a/pods", "", "v1", "a", "pods", null, null)]
    [InlineData("/api/v1/namespaces/a/pods/p", "", "v1", "a", "pods", "p", null)]
    [InlineData("/api/v1/namespaces/a/pods/p/log", "", "v1", "a", "pods", "p", "log")]
    [InlineData("/apis/apps/v1/namespaces/a/deployments/d/scale", "apps", "v1", "a", "deployments", "d", "scale")]
    [InlineData("/apis/apps/v1/deployments/", "apps", "v1", null, "deployments", null, null)]
    public void A_URL_names_its_resource(string url, string group, string version, string? ns, string resource, string? name, string? part) =>
        Assert.Equal(new ResourcePath(group, version, ns, resource, name, part, false), ResourcePath.Parse(url));

    [Fact]
    public void The_old_form_of_a_watch_is_understood() =>
        Assert.Equal(new ResourcePath("", "v1", "a", "configmaps", "c", null, true), ResourcePath.Parse("/api/v1/watch/namespaces/a/configmaps/c"));

    [Theory]
    [InlineData("/")]
    [InlineData("/api")]
    [InlineData("/api/v1")]
    [InlineData("/apis/apps/v1")]
    [InlineData("/nosuch")]
    [InlineData("/api/v1/namespaces/a/pods/p/exec/more")]
    public void Other_URLs_name_none(string url) => Assert.Null(ResourcePath.Parse(url));
}
