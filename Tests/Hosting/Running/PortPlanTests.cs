using System.Net;
using System.Net.Sockets;
using Aspire.Hosting;
using Workshop.Hosting.Running;
using Workshop.Hosting.Tests.Models;
using Workshop.Hosting.Translation;

namespace Workshop.Hosting.Tests.Running;

public class PortPlanTests
{
    private readonly TestModel _model = new();

    public PortPlanTests() => _model.Add("gateway").WithHttpEndpoint().WithHttpsEndpoint().WithExternalHttpEndpoints().WithHttpEndpoint(targetPort: 8081, name: "health");

    [Fact]
    public void Free_usual_ports_are_taken_without_a_word()
    {
        var plan = PortPlan.For(_model.Read(), _ => true, anyFree: null);

        Assert.Equal([("http", 8080), ("https", 8443)], Ports(plan));
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void A_taken_port_gives_the_next_free_one_and_a_line_that_says_so()
    {
        var plan = PortPlan.For(_model.Read(), port => port is not (8080 or 8081 or 8443), anyFree: null);

        Assert.Equal([("http", 8082), ("https", 8444)], Ports(plan));
        Assert.Equal(["Port 8080 is taken: gateway/http is on 8082.", "Port 8443 is taken: gateway/https is on 8444."], plan.Notes);
    }

    [Fact]
    public void Two_endpoints_never_get_one_port()
    {
        _model.Add("admin").WithHttpEndpoint().WithExternalHttpEndpoints();

        var plan = PortPlan.For(_model.Read(), _ => true, anyFree: null);

        Assert.Equal(8081, plan.Ports[new EndpointKey("admin", "http")]);
    }

    [Fact]
    public void A_port_that_the_model_asks_for_is_tried_first()
    {
        _model.Add("admin").WithHttpEndpoint(port: 9999).WithExternalHttpEndpoints();

        Assert.Equal(9999, PortPlan.For(_model.Read(), _ => true, anyFree: null).Ports[new EndpointKey("admin", "http")]);
    }

    [Fact]
    public void Auto_takes_what_the_system_gives()
    {
        var next = 40000;
        var plan = PortPlan.For(_model.Read(), _ => false, () => next++);

        Assert.Equal([("http", 40000), ("https", 40001)], Ports(plan));
        Assert.Empty(plan.Notes);
    }

    [Fact]
    public void A_port_with_a_listener_is_not_free()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;

        Assert.False(LoopbackPorts.IsFree(port));
        listener.Stop();
        Assert.True(LoopbackPorts.IsFree(port));
    }

    private static IEnumerable<(string Endpoint, int Port)> Ports(PortPlan plan) => plan.Ports.Select(pair => (pair.Key.Endpoint, pair.Value));
}
