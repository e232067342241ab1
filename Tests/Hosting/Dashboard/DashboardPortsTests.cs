using Workshop.Hosting.Dashboard;

namespace Workshop.Hosting.Tests.Dashboard;

public class DashboardPortsTests
{
    [Fact]
    public void The_usual_ports_are_those_of_Aspires_dashboard()
    {
        var ports = DashboardPorts.Choose(_ => true, anyFree: null);

        Assert.Equal((18888, 18889, 18890), (ports.Web, ports.OtlpGrpc, ports.OtlpHttp));
        Assert.Empty(ports.Notes);
    }

    [Fact]
    public void A_taken_port_gives_way_to_the_next_free_one_that_is_nobody_elses()
    {
        var ports = DashboardPorts.Choose(port => port is not (18888 or 18890), anyFree: null);

        Assert.Equal((18891, 18889, 18892), (ports.Web, ports.OtlpGrpc, ports.OtlpHttp));
        Assert.Equal(["Port 18888 is taken: the dashboard is on 18891."], ports.Notes);
    }

    [Fact]
    public void Automatic_ports_are_asked_for_one_by_one()
    {
        var next = 40000;

        var ports = DashboardPorts.Choose(_ => false, () => next++);

        Assert.Equal((40000, 40001, 40002), (ports.Web, ports.OtlpGrpc, ports.OtlpHttp));
    }
}
