using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>What Kubernetes stores of a short file, recorded from a real one.</summary>
public sealed class DefaultingTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public void Dispose() => _registry.Dispose();

    [Fact]
    public void A_deployment_is_stored_as_kubernetes_stores_it()
    {
        var made = _registry.Create(KindTable.Deployment, """
            {"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"hello","labels":{"app":"hello"}},"spec":{"replicas":2,"selector":{"matchLabels":{"app":"hello"}},
             "template":{"metadata":{"labels":{"app":"hello","track":"stable"}},"spec":{"terminationGracePeriodSeconds":1,"containers":[{"name":"hello",
             "image":"workshop/hello:1.0.0","imagePullPolicy":"IfNotPresent","args":["--http=0.0.0.0:8080","--health=0.0.0.0:8081"],
             "ports":[{"name":"http","containerPort":8080}],"readinessProbe":{"httpGet":{"path":"/readiness","port":8081},"periodSeconds":1}}]}}}}
            """);

        AssertSame(
            """
            {"progressDeadlineSeconds": 600, "replicas": 2, "revisionHistoryLimit": 10, "selector": {"matchLabels": {"app": "hello"}},
             "strategy": {"rollingUpdate": {"maxSurge": "25%", "maxUnavailable": "25%"}, "type": "RollingUpdate"},
             "template": {"metadata": {"creationTimestamp": null, "labels": {"app": "hello", "track": "stable"}},
              "spec": {"containers": [{"args": ["--http=0.0.0.0:8080", "--health=0.0.0.0:8081"], "image": "workshop/hello:1.0.0", "imagePullPolicy": "IfNotPresent",
               "name": "hello", "ports": [{"containerPort": 8080, "name": "http", "protocol": "TCP"}],
               "readinessProbe": {"failureThreshold": 3, "httpGet": {"path": "/readiness", "port": 8081, "scheme": "HTTP"}, "periodSeconds": 1, "successThreshold": 1, "timeoutSeconds": 1},
               "resources": {}, "terminationMessagePath": "/dev/termination-log", "terminationMessagePolicy": "File"}],
              "dnsPolicy": "ClusterFirst", "restartPolicy": "Always", "schedulerName": "default-scheduler", "securityContext": {}, "terminationGracePeriodSeconds": 1}}}
            """,
            made["spec"]);
        AssertSame("{}", made["status"]);
        Assert.Equal("1", made["metadata"]!["generation"]!.ToJsonString());
    }

    [Fact]
    public void A_pod_is_stored_as_kubernetes_stores_it()
    {
        var made = _registry.Create(KindTable.Pod, """
            {"metadata":{"name":"healthy"},"spec":{"containers":[{"name":"m","image":"workshop/monolith:1.0.0","tty":false,"env":[{"name":"E","value":""},
             {"name":"POD_NAME","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}],"ports":[{"name":"health","containerPort":8081}],
             "resources":{"requests":{"cpu":"0.02"},"limits":{"cpu":"1","memory":"64Mi"}},
             "livenessProbe":{"httpGet":{"path":"/healthz","port":8081},"initialDelaySeconds":5,"periodSeconds":15,"timeoutSeconds":5},
             "startupProbe":{"tcpSocket":{"port":"http"},"periodSeconds":1,"failureThreshold":30}}],
             "volumes":[{"name":"settings","configMap":{"name":"settings"}},{"name":"scratch","emptyDir":{"sizeLimit":"1Mi"}},
             {"name":"credentials","secret":{"secretName":"credentials","optional":true}}]}}
            """);

        AssertSame(
            """
            {"containers":[{"name":"m","image":"workshop/monolith:1.0.0","imagePullPolicy":"IfNotPresent","terminationMessagePath":"/dev/termination-log","terminationMessagePolicy":"File",
              "env":[{"name":"E"},{"name":"POD_NAME","valueFrom":{"fieldRef":{"apiVersion":"v1","fieldPath":"metadata.name"}}}],
              "ports":[{"name":"health","containerPort":8081,"protocol":"TCP"}],
              "resources":{"limits":{"cpu":"1","memory":"64Mi"},"requests":{"cpu":"20m","memory":"64Mi"}},
              "livenessProbe":{"failureThreshold": 3, "httpGet": {"path": "/healthz", "port": 8081, "scheme": "HTTP"}, "initialDelaySeconds": 5, "periodSeconds": 15, "successThreshold": 1, "timeoutSeconds": 5},
              "startupProbe":{"failureThreshold": 30, "periodSeconds": 1, "successThreshold": 1, "tcpSocket": {"port": "http"}, "timeoutSeconds": 1}}],
             "volumes":[{"configMap": {"defaultMode": 420, "name": "settings"}, "name": "settings"}, {"emptyDir": {"sizeLimit": "1Mi"}, "name": "scratch"},
              {"name": "credentials", "secret": {"defaultMode": 420, "optional": true, "secretName": "credentials"}}],
             "dnsPolicy":"ClusterFirst","restartPolicy":"Always","schedulerName":"default-scheduler","securityContext":{},"terminationGracePeriodSeconds":30,
             "enableServiceLinks":true,"serviceAccountName":"default","serviceAccount":"default","priority":0,"preemptionPolicy":"PreemptLowerPriority",
             "tolerations":[{"effect":"NoExecute","key":"node.kubernetes.io/not-ready","operator":"Exists","tolerationSeconds":300},
              {"effect":"NoExecute","key":"node.kubernetes.io/unreachable","operator":"Exists","tolerationSeconds":300}]}
            """,
            made["spec"]);
        AssertSame("""{"phase":"Pending","qosClass":"Burstable"}""", made["status"]);
    }

    [Fact]
    public void A_cluster_ip_service_is_stored_as_kubernetes_stores_it()
    {
        var made = _registry.Create(KindTable.Service, """{"metadata":{"name":"app"},"spec":{"selector":{"app":"x"},"ports":[{"port":80,"targetPort":8080}]}}""");

        var address = (string?)made["spec"]!["clusterIP"];
        Assert.Matches(@"^127\.99\.1(2[89]|[3-8]\d|9[01])\.\d+$", address);
        AssertSame(
            $$"""
            {"clusterIP":"{{address}}","clusterIPs":["{{address}}"],"internalTrafficPolicy":"Cluster","ipFamilies":["IPv4"],"ipFamilyPolicy":"SingleStack",
             "ports":[{"port":80,"protocol":"TCP","targetPort":8080}],"selector":{"app":"x"},"sessionAffinity":"None","type":"ClusterIP"}
            """,
            made["spec"]);
        AssertSame("""{"loadBalancer":{}}""", made["status"]);
    }

    [Fact]
    public void Services_never_share_an_address_or_a_node_port()
    {
        var made = Enumerable.Range(0, 40)
            .Select(i => _registry.Create(KindTable.Service, $$"""{"metadata":{"name":"s{{i}}"},"spec":{"type":"NodePort","ports":[{"port":80}]} }""")["spec"]!.AsObject())
            .ToList();

        Assert.Equal(40, made.Select(spec => (string?)spec["clusterIP"]).Distinct().Count());
        Assert.Equal(40, made.Select(spec => (int)spec["ports"]![0]!["nodePort"]!).Distinct().Count());
        Assert.All(made, spec => Assert.InRange((int)spec["ports"]![0]!["nodePort"]!, 30_000, 32_767));
    }

    [Fact]
    public void A_service_that_becomes_another_type_gains_and_loses_its_node_ports()
    {
        _registry.Create(KindTable.Service, """{"metadata":{"name":"sticky"},"spec":{"sessionAffinity":"ClientIP","ports":[{"name":"a","port":80},{"name":"b","port":81}]}}""");

        var open = _registry.Patch(KindTable.Service, "sticky", PatchType.Merge, """{"spec":{"type":"NodePort"}}""");
        var closed = _registry.Patch(KindTable.Service, "sticky", PatchType.Merge, """{"spec":{"type":"ClusterIP"}}""");

        Assert.All(open["spec"]!["ports"]!.AsArray(), port => Assert.InRange((int)port!["nodePort"]!, 30_000, 32_767));
        Assert.All(closed["spec"]!["ports"]!.AsArray(), port => Assert.Null(port!["nodePort"]));
        Assert.Null(closed["spec"]!["externalTrafficPolicy"]);
        Assert.Equal((string?)open["spec"]!["clusterIP"], (string?)closed["spec"]!["clusterIP"]);
        AssertSame("""{"clientIP":{"timeoutSeconds":10800}}""", closed["spec"]!["sessionAffinityConfig"]);
    }

    [Fact]
    public void An_external_name_and_a_headless_service_get_no_address()
    {
        var outside = _registry.Create(KindTable.Service, """{"metadata":{"name":"outside"},"spec":{"type":"ExternalName","externalName":"example.com"}}""");
        var headless = _registry.Create(KindTable.Service, """{"metadata":{"name":"headless"},"spec":{"clusterIP":"None","ports":[{"port":80}]}}""");

        AssertSame("""{"type":"ExternalName","externalName":"example.com","sessionAffinity":"None"}""", outside["spec"]);
        AssertSame("""["None"]""", headless["spec"]!["clusterIPs"]);
    }

    [Fact]
    public void A_secret_s_texts_end_in_its_data()
    {
        var made = _registry.Create(KindTable.Secret, """{"metadata":{"name":"s"},"data":{"a":"b25l"},"stringData":{"b":"two"}}""");

        AssertSame("""{"a":"b25l","b":"dHdv"}""", made["data"]);
        Assert.Equal("Opaque", (string?)made["type"]);
        Assert.False(made.ContainsKey("stringData"));
    }

    [Fact]
    public void Writing_back_what_was_read_changes_nothing()
    {
        _registry.Create(KindTable.Deployment, """
            {"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a",
             "livenessProbe":{"grpc":{"port":1}},"volumeMounts":[{"name":"h","mountPath":"/h"}]}],"volumes":[{"name":"h","hostPath":{"path":"/"}}]}}}}
            """);
        var stored = _registry.Objects.Get(KindTable.Deployment, TestRegistry.Key("d"));

        var again = _registry.Objects.Update(KindTable.Deployment, stored.Key, stored.ToJson(), TestRegistry.Strict);
        var typed = _registry.Client.Update(_registry.Client.Find<k8s.Models.V1Deployment>("default", "d")!);

        Assert.Same(stored, again);
        Assert.Equal(stored.ResourceVersion.ToString(), typed.Metadata.ResourceVersion);
    }

    [Fact]
    public void A_default_that_a_patch_repeats_changes_nothing()
    {
        _registry.Create(KindTable.Deployment, """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}""");
        var before = _registry.Objects.ResourceVersion;

        var patched = _registry.Patch(
            KindTable.Deployment, "d", PatchType.StrategicMerge, """{"spec":{"replicas":1,"template":{"spec":{"containers":[{"name":"a","tty":false,"args":[],"workingDir":null}]}}}}""");

        Assert.Equal(before, _registry.Objects.ResourceVersion);
        Assert.Equal("1", patched["metadata"]!["generation"]!.ToJsonString());
    }

    private static void AssertSame(string expected, JsonNode? actual) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), actual), $"Expected {JsonNode.Parse(expected)!.ToJsonString()}\nbut was  {actual?.ToJsonString()}");
}
