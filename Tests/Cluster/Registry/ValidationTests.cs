using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>The texts of refusals, recorded from Kubernetes (kubectl's "The Pod "p" is invalid" is <c>Pod "p" is invalid</c> here, several causes in brackets).</summary>
public sealed class ValidationTests : IDisposable
{
    private const string Subdomain =
        "a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', " +
        @"regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')";

    private const string Label =
        "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', " +
        "regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string NamePart =
        "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', " +
        "regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string, string> Pods => new()
    {
        { "{}", "Pod \"p\" is invalid: spec.containers: Required value", "spec.containers" },
        { """{"containers":[{"name":"a"}]}""", "Pod \"p\" is invalid: spec.containers[0].image: Required value", "spec.containers[0].image" },
        { """{"containers":[{"image":"a"}]}""", "Pod \"p\" is invalid: spec.containers[0].name: Required value", "spec.containers[0].name" },
        { """{"containers":[{"name":"a","image":"a"},{"name":"a","image":"b"}]}""", "Pod \"p\" is invalid: spec.containers[1].name: Duplicate value: \"a\"", "spec.containers[1].name" },
        {
            """{"containers":[{"name":"A_1","image":"a","imagePullPolicy":"Maybe","ports":[{"containerPort":0},{"containerPort":70000,"protocol":"X"}]}],"restartPolicy":"Sometimes"}""",
            $"Pod \"p\" is invalid: [spec.containers[0].name: Invalid value: \"A_1\": {Label}, spec.containers[0].ports[0].containerPort: Required value, " +
            "spec.containers[0].ports[1].containerPort: Invalid value: 70000: must be between 1 and 65535, inclusive, " +
            "spec.containers[0].ports[1].protocol: Unsupported value: \"X\": supported values: \"SCTP\", \"TCP\", \"UDP\", " +
            "spec.containers[0].imagePullPolicy: Unsupported value: \"Maybe\": supported values: \"Always\", \"IfNotPresent\", \"Never\", " +
            "spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"]",
            "spec.containers[0].name"
        },
        {
            """{"containers":[{"name":"a","image":"a","volumeMounts":[{"name":"nosuch","mountPath":"/x"}]}]}""",
            "Pod \"p\" is invalid: spec.containers[0].volumeMounts[0].name: Not found: \"nosuch\"", "spec.containers[0].volumeMounts[0].name"
        },
        {
            """{"volumes":[{"name":"v","configMap":{"name":"m","items":[{"key":"k","path":"/etc/passwd"},{"key":"k","path":"a/../../b"},{"key":"k","path":"..data/x"}]}}],"containers":[{"name":"a","image":"a","volumeMounts":[]}]}""",
            "Pod \"p\" is invalid: [spec.volumes[0].configMap.items[0].path: Invalid value: \"/etc/passwd\": must be a relative path, " +
            "spec.volumes[0].configMap.items[1].path: Invalid value: \"a/../../b\": must not contain '..', " +
            "spec.volumes[0].configMap.items[2].path: Invalid value: \"..data/x\": must not start with '..']", "spec.volumes[0].configMap.items[0].path"
        },
        {
            """{"volumes":[{"name":"v","projected":{"sources":[{"secret":{"name":"s","items":[{"key":"k","path":"../b"}]}},{"serviceAccountToken":{"path":"../token"}}]}}],"containers":[{"name":"a","image":"a","volumeMounts":[]}]}""",
            "Pod \"p\" is invalid: [spec.volumes[0].projected.sources[0].secret.items[0].path: Invalid value: \"../b\": must not contain '..', " +
            "spec.volumes[0].projected.path: Invalid value: \"../token\": must not contain '..']", "spec.volumes[0].projected.sources[0].secret.items[0].path"
        },
        {
            """{"volumes":[{"name":"v","emptyDir":{}}],"containers":[{"name":"a","image":"a","volumeMounts":[{"name":"v","mountPath":"/x","subPath":"a/../../b"}]}]}""",
            "Pod \"p\" is invalid: spec.containers[0].volumeMounts.subPath: Invalid value: \"a/../../b\": must not contain '..'", "spec.containers[0].volumeMounts.subPath"
        },
        {
            """{"containers":[{"name":"a","image":"a","resources":{"requests":{"cpu":"2"},"limits":{"cpu":"1"}}}]}""",
            "Pod \"p\" is invalid: spec.containers[0].resources.requests: Invalid value: \"2\": must be less than or equal to cpu limit of 1", "spec.containers[0].resources.requests"
        },
        {
            """{"containers":[{"name":"a","image":"a","livenessProbe":{"httpGet":{"port":80},"periodSeconds":-1}}]}""",
            "Pod \"p\" is invalid: spec.containers[0].livenessProbe.periodSeconds: Invalid value: -1: must be greater than or equal to 0", "spec.containers[0].livenessProbe.periodSeconds"
        },
        {
            """{"containers":[{"name":"a","image":"a","livenessProbe":{"httpGet":{"port":80},"exec":{"command":["x"]}}}]}""",
            "Pod \"p\" is invalid: spec.containers[0].livenessProbe.httpGet: Forbidden: may not specify more than 1 handler type", "spec.containers[0].livenessProbe.httpGet"
        },
        {
            """{"containers":[{"name":"a","image":"a","livenessProbe":{"periodSeconds":1}}]}""",
            "Pod \"p\" is invalid: spec.containers[0].livenessProbe: Required value: must specify a handler type", "spec.containers[0].livenessProbe"
        },
        {
            """{"containers":[{"name":"a","image":"a","env":[{"name":"A","value":"x","valueFrom":{"fieldRef":{"fieldPath":"metadata.name"}}}]}]}""",
            "Pod \"p\" is invalid: spec.containers[0].env[0].valueFrom: Invalid value: \"\": may not be specified when `value` is not empty", "spec.containers[0].env[0].valueFrom"
        },
        {
            """{"containers":[{"name":"a","image":"a","env":[{"name":"A","valueFrom":{"fieldRef":{"fieldPath":"spec.nosuch"}}}]}]}""",
            "Pod \"p\" is invalid: spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Invalid value: \"spec.nosuch\": error converting fieldPath: field label not supported: spec.nosuch",
            "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath"
        },
    };

    public static TheoryData<string, string> Deployments => new()
    {
        {
            """{"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}""",
            "[spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string{\"a\":\"b\"}: `selector` does not match template `labels`]"
        },
        {
            """{"selector":{"matchLabels":{"a":"c"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}""",
            "spec.template.metadata.labels: Invalid value: map[string]string{\"a\":\"b\"}: `selector` does not match template `labels`"
        },
        {
            """{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"a"}]}}}""",
            "spec.template.spec.restartPolicy: Unsupported value: \"Never\": supported values: \"Always\""
        },
        {
            "{}",
            "[spec.selector: Required value, spec.template.metadata.labels: Invalid value: map[string]string(nil): `selector` does not match template `labels`, " +
            "spec.template.spec.containers: Required value]"
        },
    };

    public static TheoryData<string, string> DeploymentPatches => new()
    {
        {
            """{"spec":{"selector":{"matchLabels":{"app":"other"}},"template":{"metadata":{"labels":{"app":"other"}}}}}""",
            "spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"app\":\"other\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable"
        },
        {
            """{"spec":{"selector":{"matchLabels":{"more":"x"}}}}""",
            "[spec.template.metadata.labels: Invalid value: map[string]string{\"app\":\"d\"}: `selector` does not match template `labels`, " +
            "spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"app\":\"d\", \"more\":\"x\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: field is immutable]"
        },
        {
            """{"spec":{"strategy":{"type":"Recreate","rollingUpdate":{"maxSurge":1}}}}""",
            "spec.strategy.rollingUpdate: Forbidden: may not be specified when strategy `type` is 'Recreate'"
        },
        {
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":0,"maxUnavailable":0}}}}""",
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}: may not be 0 when `maxSurge` is 0"
        },
        {
            """{"spec":{"strategy":{"type":"RollingUpdate","rollingUpdate":{"maxSurge":"50%","maxUnavailable":"110%"}}}}""",
            "spec.strategy.rollingUpdate.maxUnavailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"110%\"}: must not be greater than 100%"
        },
        {
            """{"spec":{"strategy":{"$retainKeys":["type"],"type":"Nope"}}}""",
            "spec.strategy: Unsupported value: apps.DeploymentStrategy{Type:\"Nope\", RollingUpdate:(*apps.RollingUpdateDeployment)(nil)}: supported values: \"Recreate\", \"RollingUpdate\""
        },
        { """{"spec":{"minReadySeconds":700}}""", "spec.progressDeadlineSeconds: Invalid value: 600: must be greater than minReadySeconds" },
        { """{"spec":{"replicas":-1}}""", "spec.replicas: Invalid value: -1: must be greater than or equal to 0" },
        { """{"metadata":{"labels":{"bad key":"1"}}}""", $"metadata.labels: Invalid value: \"bad key\": {NamePart}" },
    };

    public static TheoryData<string, string, string> Services => new()
    {
        { "bad1", """{"ports":[{"port":80},{"port":81}]}""", "[spec.ports[0].name: Required value, spec.ports[1].name: Required value]" },
        {
            "bad2", """{"ports":[{"port":70000}]}""",
            "[spec.ports[0].port: Invalid value: 70000: must be between 1 and 65535, inclusive, spec.ports[0].targetPort: Invalid value: 70000: must be between 1 and 65535, inclusive]"
        },
        {
            "bad3", """{"type":"NodePort","ports":[{"port":80,"nodePort":80}]}""",
            "spec.ports[0].nodePort: Invalid value: 80: provided port is not in the valid range. The range of valid ports is 30000-32767"
        },
        {
            "3bad", """{"ports":[{"port":80}]}""",
            "metadata.name: Invalid value: \"3bad\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an " +
            "alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')"
        },
        { "bad5", """{"type":"Nope","ports":[{"port":80}]}""", "spec.type: Unsupported value: \"Nope\": supported values: \"ClusterIP\", \"ExternalName\", \"LoadBalancer\", \"NodePort\"" },
        { "bad6", """{"type":"ExternalName"}""", "spec.externalName: Required value" },
        { "bad7", """{"selector":{"a":"b"}}""", "spec.ports: Required value" },
    };

    public static TheoryData<string, string> ConfigMaps => new()
    {
        { """{"name":"Bad_Name"}""", $"ConfigMap \"Bad_Name\" is invalid: metadata.name: Invalid value: \"Bad_Name\": {Subdomain}" },
        { "{}", "ConfigMap \"\" is invalid: metadata.name: Required value: name or generateName is required" },
        { """{"name":"a","annotations":{"bad key":"x"}}""", $"ConfigMap \"a\" is invalid: metadata.annotations: Invalid value: \"bad key\": {NamePart}" },
        {
            """{"name":"a","labels":{"-bad":"x","ok":"no spaces here"}}""",
            $"ConfigMap \"a\" is invalid: [metadata.labels: Invalid value: \"-bad\": {NamePart}, metadata.labels: Invalid value: \"no spaces here\": a valid label must be an empty string or " +
            "consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for " +
            "validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')]"
        },
        {
            """{"name":"a","finalizers":["bad"]}""",
            "ConfigMap \"a\" is invalid: metadata.finalizers[0]: Invalid value: \"bad\": name is neither a standard finalizer name nor is it fully qualified"
        },
        {
            """{"name":"a","ownerReferences":[{"apiVersion":"v1","kind":"ConfigMap","name":"x"}]}""",
            "ConfigMap \"a\" is invalid: metadata.ownerReferences.uid: Invalid value: \"\": uid must not be empty"
        },
    };

    public void Dispose() => _registry.Dispose();

    [Theory]
    [InlineData("..")]
    [InlineData("..data")]
    [InlineData("a/b")]
    [InlineData("../../etc/passwd")]
    public void A_key_that_could_lead_out_of_a_volume_is_refused(string key)
    {
        Assert.Contains($"data[{key}]: Invalid value: \"{key}\"", Refused(() => _registry.Create(KindTable.ConfigMap, $$$"""{"metadata":{"name":"m"},"data":{"{{{key}}}":"x"}}""")).Message, StringComparison.Ordinal);
        Assert.Contains($"data[{key}]: Invalid value: \"{key}\"", Refused(() => _registry.Create(KindTable.Secret, $$$"""{"metadata":{"name":"s"},"data":{"{{{key}}}":"eA=="}}""")).Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Pods))]
    public void A_pod_is_refused_in_kubernetes_words(string spec, string message, string firstField)
    {
        var refused = Refused(() => _registry.Create(KindTable.Pod, $$"""{"metadata":{"name":"p"},"spec":{{spec}}}"""));

        Assert.Equal((422, "Invalid", message), (refused.Code, refused.Reason, refused.Message));
        Assert.Equal(firstField, (string?)refused.Details!["causes"]![0]!["field"]);
        Assert.Equal(("p", "Pod"), ((string?)refused.Details["name"], (string?)refused.Details["kind"]));
    }

    [Theory]
    [MemberData(nameof(Deployments))]
    public void A_deployment_is_refused_in_kubernetes_words(string spec, string message)
    {
        var refused = Refused(() => _registry.Create(KindTable.Deployment, $$"""{"metadata":{"name":"d"},"spec":{{spec}}}"""));

        Assert.Equal($"Deployment.apps \"d\" is invalid: {message}", refused.Message);
        Assert.Equal("apps", (string?)refused.Details!["group"]);
    }

    [Theory]
    [MemberData(nameof(DeploymentPatches))]
    public void A_deployment_s_change_is_refused_in_kubernetes_words(string patch, string message)
    {
        _registry.Create(KindTable.Deployment, """{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"app":"d"}},"template":{"metadata":{"labels":{"app":"d"}},"spec":{"containers":[{"name":"a","image":"a"}]}}}}""");

        var refused = Refused(() => _registry.Patch(KindTable.Deployment, "d", PatchType.StrategicMerge, patch));

        Assert.Equal($"Deployment.apps \"d\" is invalid: {message}", refused.Message);
    }

    [Theory]
    [MemberData(nameof(Services))]
    public void A_service_is_refused_in_kubernetes_words(string name, string spec, string message)
    {
        var refused = Refused(() => _registry.Create(KindTable.Service, $$"""{"metadata":{"name":"{{name}}"},"spec":{{spec}}}"""));

        Assert.Equal($"Service \"{name}\" is invalid: {message}", refused.Message);
    }

    [Theory]
    [MemberData(nameof(ConfigMaps))]
    public void Metadata_is_refused_in_kubernetes_words(string metadata, string message)
    {
        var refused = Refused(() => _registry.Create(KindTable.ConfigMap, $$"""{"metadata":{{metadata}}}"""));

        Assert.Equal(message, refused.Message);
    }

    [Fact]
    public void A_node_port_is_given_once()
    {
        _registry.Create(KindTable.Service, """{"metadata":{"name":"first"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":31000}]}}""");

        var refused = Refused(() => _registry.Create(KindTable.Service, """{"metadata":{"name":"second"},"spec":{"type":"NodePort","ports":[{"port":80,"nodePort":31000}]}}"""));

        Assert.Equal("Service \"second\" is invalid: spec.ports[0].nodePort: Invalid value: 31000: provided port is already allocated", refused.Message);
    }

    [Theory]
    [InlineData("None")]
    [InlineData("1.2.3.4")]
    public void A_cluster_ip_may_not_change(string address)
    {
        _registry.Create(KindTable.Service, """{"metadata":{"name":"s"},"spec":{"ports":[{"port":80}]}}""");

        var refused = Refused(() => _registry.Patch(KindTable.Service, "s", PatchType.StrategicMerge, $$"""{"spec":{"clusterIP":"{{address}}"} }"""));

        Assert.Equal($"Service \"s\" is invalid: spec.clusterIPs[0]: Invalid value: []string{{\"{address}\"}}: may not change once set", refused.Message);
    }

    [Fact]
    public void A_config_map_is_bounded_and_its_keys_are_in_one_place()
    {
        var both = Refused(() => _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"a"},"data":{"k":"v"},"binaryData":{"k":"dg=="}}"""));
        var big = Refused(() => _registry.Create(KindTable.ConfigMap, $$"""{"metadata":{"name":"big"},"data":{"k":"{{new string('x', 1_100_000)}}"} }"""));

        Assert.Equal("ConfigMap \"a\" is invalid: data[k]: Invalid value: \"k\": duplicate of key present in binaryData", both.Message);
        Assert.Equal("ConfigMap \"big\" is invalid: []: Too long: must have at most 1048576 bytes", big.Message);
    }

    [Fact]
    public void What_is_immutable_stays()
    {
        _registry.Create(KindTable.ConfigMap, """{"metadata":{"name":"cfg"},"data":{"a":"1"},"immutable":true}""");
        _registry.Create(KindTable.Secret, """{"metadata":{"name":"sec"},"type":"one"}""");

        var data = Refused(() => _registry.Patch(KindTable.ConfigMap, "cfg", PatchType.Merge, """{"data":{"a":"2"}}"""));
        var flag = Refused(() => _registry.Patch(KindTable.ConfigMap, "cfg", PatchType.Merge, """{"immutable":null}"""));
        var type = Refused(() => _registry.Patch(KindTable.Secret, "sec", PatchType.Merge, """{"type":"two"}"""));

        Assert.Equal("ConfigMap \"cfg\" is invalid: data: Forbidden: field is immutable when `immutable` is set", data.Message);
        Assert.Equal("ConfigMap \"cfg\" is invalid: immutable: Forbidden: field is immutable when `immutable` is set", flag.Message);
        Assert.Equal("Secret \"sec\" is invalid: type: Invalid value: \"two\": field is immutable", type.Message);
    }

    [Theory]
    [InlineData("""{"spec":{"terminationGracePeriodSeconds":9}}""")]
    [InlineData("""{"spec":{"containers":[{"name":"p","command":["x"]}]}}""")]
    public void A_pod_s_spec_stays_but_for_its_images(string patch)
    {
        _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"p","image":"busybox:1.36"}]}}""");

        var refused = Refused(() => _registry.Patch(KindTable.Pod, "p", PatchType.StrategicMerge, patch));
        var patched = _registry.Patch(KindTable.Pod, "p", PatchType.StrategicMerge, """{"spec":{"containers":[{"name":"p","image":"busybox:1.35"}]}}""");

        Assert.StartsWith("Pod \"p\" is invalid: spec: Forbidden: pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,", refused.Message);
        Assert.Equal("busybox:1.35", (string?)patched["spec"]!["containers"]![0]!["image"]);
    }

    [Theory]
    [InlineData("""{"serviceAccountName":"nosuch","containers":[{"name":"a","image":"a"}]}""", "error looking up service account default/nosuch: serviceaccount \"nosuch\" not found")]
    [InlineData("""{"priorityClassName":"nosuch","containers":[{"name":"a","image":"a"}]}""", "no PriorityClass with name nosuch was found")]
    public void A_pod_that_names_what_does_not_exist_is_forbidden(string spec, string why)
    {
        var refused = Refused(() => _registry.Create(KindTable.Pod, $$"""{"metadata":{"name":"p"},"spec":{{spec}}}"""));

        Assert.Equal((403, "Forbidden", $"pods \"p\" is forbidden: {why}"), (refused.Code, refused.Reason, refused.Message));
    }

    private static StatusException Refused(Action write) => Assert.Throws<StatusException>(write);
}
