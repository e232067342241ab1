using Workshop.Labs.Load;
using Workshop.Labs.Tests.Checks;

namespace Workshop.Labs.Tests.Load;

public sealed class LoadTargetTests : IDisposable
{
    private readonly StandInCluster _cluster = new();

    public void Dispose() => _cluster.Dispose();

    [Fact]
    public async Task A_Gateway_is_asked_at_its_address_and_its_listeners_port()
    {
        using var target = await Of("canary", _cluster.Gateway("canary"));

        Assert.Equal(new Uri("http://10.0.0.9:8080/version"), target.Address);
        Assert.Equal("gateway/canary", target.Name);
    }

    [Fact]
    public async Task A_Gateway_that_is_not_there_or_has_no_address_is_told()
    {
        var missing = await Assert.ThrowsAsync<LabException>(() => Of("canary", _cluster));
        var waiting = await Assert.ThrowsAsync<LabException>(() => Of("canary", _cluster.Gateway("canary", address: null)));

        Assert.Equal("There is no Gateway 'canary' in namespace 'default'. kubectl get gateways lists them.", missing.Message);
        Assert.Equal("The Gateway 'canary' has no address yet. kubectl describe gateway canary says why.", waiting.Message);
    }

    private static Task<LoadTarget> Of(string gateway, StandInCluster cluster) => LoadTarget.OfGatewayAsync(cluster.Connect(), gateway, "/version", [], CancellationToken.None);
}
