using Workshop.ServiceDefaults.Names;

namespace Workshop.ServiceDefaults.Tests.Names;

public class NameQueryTests
{
    [Theory]
    [InlineData("hello", "workshop/hello")]
    [InlineData("HELLO", "workshop/hello")]
    [InlineData("hello.labs", "workshop/hello.labs labs/hello")]
    [InlineData("hello.labs.svc", "labs/hello")]
    [InlineData("hello.labs.svc.cluster.local", "labs/hello")]
    [InlineData("hello.labs.svc.cluster.local.", "labs/hello")]
    [InlineData("redis-0.redis", "workshop/redis-0.redis redis/redis-0")]
    [InlineData("redis-0.redis.labs.svc.cluster.local", "labs/redis-0.redis")]
    [InlineData("hello.svc", "")]
    [InlineData("../../etc/passwd", "")]
    [InlineData("hello.../x", "")]
    public void A_host_name_means_what_Kubernetes_DNS_makes_of_it(string host, string expected)
    {
        var candidates = NameQuery.Candidates(host, "workshop").Select(one => $"{one.Namespace}/{one.Name}");

        Assert.Equal(expected, string.Join(' ', candidates));
    }
}
