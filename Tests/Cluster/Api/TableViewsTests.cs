using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Tests.Api;

public sealed class TableViewsTests
{
    private const string Template = """ "selector":{"matchLabels":{"app":"hello"}},"template":{"spec":{"containers":[{"name":"hello","image":"workshop/hello:1.0.0"},{"name":"b","image":"busybox"}]}} """;

    [Theory]
    [InlineData("nodes", "Name:string/name Status:string Roles:string Age:string Version:string Internal-IP:string+ External-IP:string+ OS-Image:string+ Kernel-Version:string+ Container-Runtime:string+")]
    [InlineData("services", "Name:string/name Type:string Cluster-IP:string External-IP:string Port(s):string Age:string Selector:string+")]
    [InlineData("endpoints", "Name:string/name Endpoints:string Age:string")]
    [InlineData("endpointslices", "Name:string/name AddressType:string Ports:string Endpoints:string Age:string")]
    [InlineData("deployments", "Name:string/name Ready:string Up-to-date:string Available:string Age:string Containers:string+ Images:string+ Selector:string+")]
    [InlineData("replicasets", "Name:string/name Desired:integer Current:integer Ready:integer Age:string Containers:string+ Images:string+ Selector:string+")]
    [InlineData("events", "Last_Seen:string Type:string Reason:string Object:string Subobject:string+ Source:string+ Message:string First_Seen:string+ Count:integer+ Name:string/name+")]
    [InlineData("namespaces", "Name:string/name Status:string Age:string")]
    [InlineData("configmaps", "Name:string/name Data:string Age:string")]
    [InlineData("secrets", "Name:string/name Type:string Data:string Age:string")]
    [InlineData("serviceaccounts", "Name:string/name Secrets:string Age:string")]
    [InlineData("leases", "Name:string/name Holder:string Age:string")]
    public void The_columns_are_those_of_Kubernetes(string plural, string columns) => Assert.Equal(columns, Row.Columns(KindTable.Stored.Single(kind => kind.Plural == plural)));

    [Fact]
    public void A_Deployment_shows_how_far_it_is() => Assert.Equal(
        "x | 2/3 | 1 | 2 | 60s | hello,b | workshop/hello:1.0.0,busybox | app=hello",
        Row.Of(KindTable.Deployment, $$"""{"spec":{"replicas":3,{{Template}}},"status":{"readyReplicas":2,"updatedReplicas":1,"availableReplicas":2} }"""));

    [Fact]
    public void A_ReplicaSet_shows_its_numbers() => Assert.Equal(
        "x | 3 | 2 | 1 | 60s | hello,b | workshop/hello:1.0.0,busybox | app=hello",
        Row.Of(KindTable.ReplicaSet, $$"""{"spec":{"replicas":3,{{Template}}},"status":{"replicas":2,"readyReplicas":1} }"""));

    [Theory]
    [InlineData("""{"type":"ClusterIP","clusterIP":"127.40.128.3","clusterIPs":["127.40.128.3"],"ports":[{"port":80,"protocol":"TCP"},{"port":53,"protocol":"UDP"}],"selector":{"b":"2","a":"1"}}""", "{}", "ClusterIP | 127.40.128.3 | <none> | 80/TCP,53/UDP | 60s | a=1,b=2")]
    [InlineData("""{"type":"NodePort","clusterIP":"127.40.128.3","ports":[{"port":80,"protocol":"TCP","nodePort":31000}]}""", "{}", "NodePort | 127.40.128.3 | <none> | 80:31000/TCP | 60s | <none>")]
    [InlineData("""{"type":"LoadBalancer","clusterIP":"127.40.128.3","ports":[{"port":80,"protocol":"TCP"}]}""", "{}", "LoadBalancer | 127.40.128.3 | <pending> | 80/TCP | 60s | <none>")]
    [InlineData("""{"type":"LoadBalancer","clusterIP":"127.40.128.3","externalIPs":["9.9.9.9"]}""", """{"loadBalancer":{"ingress":[{"ip":"127.40.192.1"}]}}""", "LoadBalancer | 127.40.128.3 | 127.40.192.1,9.9.9.9 | <none> | 60s | <none>")]
    [InlineData("""{"type":"ClusterIP","clusterIP":"None","clusterIPs":["None"]}""", "{}", "ClusterIP | None | <none> | <none> | 60s | <none>")]
    [InlineData("""{"type":"ExternalName","externalName":"example.com"}""", "{}", "ExternalName | <none> | example.com | <none> | 60s | <none>")]
    public void A_Service_shows_where_it_is_reached(string spec, string status, string expected) =>
        Assert.Equal($"x | {expected}", Row.Of(KindTable.Service, $$"""{"spec":{{spec}},"status":{{status}}}"""));

    [Fact]
    public void A_Node_shows_its_state_roles_and_addresses() => Assert.Equal(
        "x | Ready,SchedulingDisabled | control-plane,worker | 60s | v1.32.5 | 127.40.0.10 | <none> | Debian | 6.1 | process://1",
        Row.Of(
            KindTable.Node,
            """
            {"metadata":{"labels":{"node-role.kubernetes.io/worker":"","kubernetes.io/role":"control-plane"}},"spec":{"unschedulable":true},
             "status":{"conditions":[{"type":"Ready","status":"True"}],"addresses":[{"type":"Hostname","address":"n"},{"type":"InternalIP","address":"127.40.0.10"}],
             "nodeInfo":{"kubeletVersion":"v1.32.5","osImage":"Debian","kernelVersion":"6.1","containerRuntimeVersion":"process://1"}}}
            """));

    [Theory]
    [InlineData("{}", "Unknown")]
    [InlineData("""{"conditions":[{"type":"Ready","status":"False"}]}""", "NotReady")]
    [InlineData("""{"conditions":[{"type":"Ready","status":"Unknown"}]}""", "NotReady")]
    public void A_Node_that_does_not_say_Ready_is_not(string status, string expected) =>
        Assert.Equal($"x | {expected} | <none> | 60s |  | <none> | <none> | <unknown> | <unknown> | <unknown>", Row.Of(KindTable.Node, $$"""{"spec":{},"status":{{status}}}"""));

    [Theory]
    [InlineData("""{}""", "<none>")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"1.1.1.1"},{"ip":"1.1.1.2"}],"ports":[{"port":80},{"port":81}]}]}""", "1.1.1.1:80,1.1.1.2:80,1.1.1.1:81 + 1 more...")]
    [InlineData("""{"subsets":[{"addresses":[{"ip":"1.1.1.1"}]}]}""", "1.1.1.1")]
    public void Endpoints_show_their_first_addresses(string json, string expected) => Assert.Equal($"x | {expected} | 60s", Row.Of(KindTable.Endpoints, json));

    [Theory]
    [InlineData("""{"addressType":"IPv4","endpoints":[]}""", "IPv4 | <unset> | <unset>")]
    [InlineData("""{"addressType":"IPv4","endpoints":[{"addresses":["1.1.1.1"]},{"addresses":["1.1.1.2"]}],"ports":[{"port":8080},{"name":"any"}]}""", "IPv4 | 8080,* | 1.1.1.1,1.1.1.2")]
    public void An_EndpointSlice_shows_ports_and_addresses(string json, string expected) => Assert.Equal($"x | {expected} | 60s", Row.Of(KindTable.EndpointSlice, json));

    [Theory]
    [InlineData(
        """{"type":"Normal","reason":"Pulled","message":"Container image \n","count":3,"firstTimestamp":"2026-02-28T23:50:00Z","lastTimestamp":"2026-02-28T23:59:50Z","source":{"component":"kubelet","host":"node-1"},"involvedObject":{"kind":"Pod","name":"p","fieldPath":"spec.containers{a}"}}""",
        "10s | Normal | Pulled | pod/p | spec.containers{a} | kubelet, node-1 | Container image | 10m | 3 | x")]
    [InlineData(
        """{"type":"Warning","reason":"R","message":"m","eventTime":"2026-02-28T23:59:00.000000Z","reportingComponent":"sched","reportingInstance":"","involvedObject":{"kind":"Node"},"series":{"count":7,"lastObservedTime":"2026-02-28T23:59:58.000000Z"}}""",
        "2s | Warning | R | node |  | sched | m | 60s | 7 | x")]
    [InlineData("""{"type":"Normal","reason":"R","message":"m","involvedObject":{"kind":"Pod","name":"p"}}""", "<unknown> | Normal | R | pod/p |  |  | m | <unknown> | 1 | x")]
    public void An_Event_shows_when_what_and_about_whom(string json, string expected) => Assert.Equal(expected, Row.Of(KindTable.Event, json));

    [Fact]
    public void The_small_kinds_show_a_count_or_a_word()
    {
        Assert.Equal("x | Active | 60s", Row.Of(KindTable.Namespace, """{"status":{"phase":"Active"}}"""));
        Assert.Equal("x | 3 | 60s", Row.Of(KindTable.ConfigMap, """{"data":{"a":"1","b":"2"},"binaryData":{"c":"AA=="}}"""));
        Assert.Equal("x | Opaque | 1 | 60s", Row.Of(KindTable.Secret, """{"type":"Opaque","data":{"a":"AA=="}}"""));
        Assert.Equal("x | 0 | 60s", Row.Of(KindTable.ServiceAccount, "{}"));
        Assert.Equal("x | node-1 | 60s", Row.Of(KindTable.Lease, """{"spec":{"holderIdentity":"node-1"}}"""));
    }
}
