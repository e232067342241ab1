using k8s.Models;
using Workshop.Cluster.Network;
using Workshop.Cluster.Tests.Nodes;
using NamesFolder = Workshop.Cluster.Network.NamesFolder;

namespace Workshop.Cluster.Tests.Network;

public sealed class NamesTests : IDisposable
{
    private static readonly Dictionary<string, V1Service> NoOthers = [];

    private readonly StateFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Fact]
    public void A_names_file_lists_each_port_with_its_ready_endpoints()
    {
        var folder = new NamesFolder(_state.Options);

        folder.Write(new Dictionary<string, NamesFile> { ["workshop"] = NamesFile.For([Service("hello")], Slices("hello", ("127.40.1.7", true, false), ("127.40.2.4", true, false), ("127.40.2.5", false, false)), NoOthers) });

        Assert.Equal(
            """{ "names": { "hello": { "clusterIP": "127.40.128.3", "ports": [ { "name": "http", "port": 80, "endpoints": [ "127.40.1.7:8080", "127.40.2.4:8080" ] } ] } } }""",
            string.Join(' ', File.ReadAllText(folder.PathOf("workshop")).Split([' ', '\n', '\r'], StringSplitOptions.RemoveEmptyEntries)));
    }

    [Fact]
    public void Pods_of_a_headless_Service_have_names_of_their_own()
    {
        var service = Service("web");
        service.Spec.ClusterIP = "None";
        var slices = Slices("web", ("127.40.1.7", true, false), ("127.40.2.4", true, false));
        slices["default/web"].Single().Endpoints[1].Hostname = "web-1";

        var names = NamesFile.For([service], slices, NoOthers).Names;

        Assert.Equal(["web", "web-1.web"], names.Keys);
        Assert.Equal(["127.40.2.4:8080"], names["web-1.web"].Ports.Single().Endpoints);
    }

    [Fact]
    public void An_ExternalName_that_is_the_name_of_a_Service_stands_for_it()
    {
        var alias = new V1Service
        {
            Metadata = new V1ObjectMeta { Name = "alias", NamespaceProperty = "other" },
            Spec = new V1ServiceSpec { Type = "ExternalName", ExternalName = "hello.default.svc.cluster.local" },
        };

        var names = NamesFile.For([alias], Slices("hello", ("127.40.1.7", true, false)), new Dictionary<string, V1Service> { ["default/hello"] = Service("hello") }).Names;

        Assert.Equal(["127.40.1.7:8080"], names["alias"].Ports.Single().Endpoints);
    }

    [Fact]
    public void A_namespace_that_has_gone_leaves_no_file()
    {
        var folder = new NamesFolder(_state.Options);
        folder.Write(new Dictionary<string, NamesFile> { ["a"] = NamesFile.For([], Slices("x"), NoOthers), ["b"] = NamesFile.For([], Slices("x"), NoOthers) });

        folder.Write(new Dictionary<string, NamesFile> { ["b"] = NamesFile.For([], Slices("x"), NoOthers) });

        Assert.Equal(["b.json"], Directory.GetFiles(_state.In("names")).Select(Path.GetFileName));
    }

    [Fact]
    public void A_file_that_says_the_same_is_not_written_again()
    {
        var folder = new NamesFolder(_state.Options);
        var files = new Dictionary<string, NamesFile> { ["a"] = NamesFile.For([Service("hello")], Slices("x"), NoOthers) };
        folder.Write(files);
        File.SetLastWriteTimeUtc(folder.PathOf("a"), DateTime.UnixEpoch);

        folder.Write(files);

        Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(folder.PathOf("a")));
    }

    [Fact]
    public void Endpoints_that_end_serve_only_while_no_other_is_ready()
    {
        var port = Service("hello").Spec.Ports[0];

        Assert.Equal(["127.40.1.1:8080"], ServiceEndpoints.For(port, Slices("hello", ("127.40.1.1", true, false), ("127.40.1.2", false, true))["default/hello"]).Select(endpoint => endpoint.ToString()));
        Assert.Equal(["127.40.1.2:8080"], ServiceEndpoints.For(port, Slices("hello", ("127.40.1.2", false, true))["default/hello"]).Select(endpoint => endpoint.ToString()));
        Assert.Empty(ServiceEndpoints.For(port, Slices("hello", ("127.40.1.2", false, false))["default/hello"]));
    }

    private static V1Service Service(string name) => new()
    {
        Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = "default" },
        Spec = new V1ServiceSpec { ClusterIP = "127.40.128.3", Ports = [new V1ServicePort { Name = "http", Port = 80 }] },
    };

    private static ILookup<string, V1EndpointSlice> Slices(string service, params (string Address, bool Ready, bool Terminating)[] endpoints) =>
        ServiceEndpoints.ByService(
        [
            new V1EndpointSlice
            {
                Metadata = new V1ObjectMeta { Name = service, NamespaceProperty = "default", Labels = new Dictionary<string, string> { [ServiceEndpoints.ServiceNameLabel] = service } },
                AddressType = "IPv4",
                Ports = [new Discoveryv1EndpointPort { Name = "http", Port = 8080 }],
                Endpoints =
                [
                    .. endpoints.Select(endpoint => new V1Endpoint
                    {
                        Addresses = [endpoint.Address],
                        Conditions = new V1EndpointConditions { Ready = endpoint.Ready, Serving = endpoint.Ready || endpoint.Terminating, Terminating = endpoint.Terminating },
                    }),
                ],
            },
        ]);
}
