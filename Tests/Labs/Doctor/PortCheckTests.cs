using System.Net;
using Workshop.Labs.Doctor;

namespace Workshop.Labs.Tests.Doctor;

public sealed class PortCheckTests
{
    private static readonly (int Lab, string Text)[] Guides = [(4, "curl http://127.0.0.1:10080"), (7, "curl -s http://$NODE:31000"), (11, "curl http://127.0.0.1:10080/ https://localhost:10443")];

    [Theory]
    [InlineData("127.0.0.1:10080", "taken ports: 10080 (lab 4, 11)")]
    [InlineData("0.0.0.0:10443", "taken ports: 10443 (lab 11)")]
    [InlineData("[::]:31000", "taken ports: 31000 (lab 7)")]
    public void A_port_that_somebody_else_has_is_named_with_its_labs(string listener, string says)
    {
        var finding = PortCheck.Look(Guides, [IPEndPoint.Parse(listener)]);

        Assert.Equal(("note", says), (finding.Word, finding.What));
    }

    [Theory]
    [InlineData("127.40.0.10:31000")]
    [InlineData("127.0.0.1:31000")]
    [InlineData("127.40.1.7:10080")]
    [InlineData("127.0.0.1:8080")]
    public void Who_listens_elsewhere_is_in_nobodys_way(string listener) => Assert.Equal("ok", PortCheck.Look(Guides, [IPEndPoint.Parse(listener)]).Word);

    [Fact]
    public void The_guides_ports_are_found()
    {
        var files = LabFiles.Find()!;
        IPEndPoint[] listeners = [.. new[] { 10180, 10443, 31000 }.Select(port => new IPEndPoint(IPAddress.Any, port))];

        Assert.Equal("taken ports: 10180 (lab 1, 2), 10443 (lab 6), 31000 (lab 7)", PortCheck.Look(Course.Labs.Select(lab => (lab.Number, File.ReadAllText(files.PathOf(lab, "guide.md")))), listeners).What);
    }
}
