using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>What Services, volumes, claims and what makes pods may not say, with Kubernetes' words, paths and order.</summary>
public sealed class ObjectRulesTests : IDisposable
{
    private const string Template = "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"}]}}";
    private const string Selector = "\"selector\":{\"matchLabels\":{\"a\":\"b\"}}";

    private const string BadLabel = "a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')";

    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string, string[]> Mistakes => new()
    {
        { "deployments", "\"spec\":{\"selector\":{\"matchLabels\":{\"a\":\"b c\"}}," + Template + "}", [
            $"spec.selector.matchLabels: Invalid value: \"b c\": {BadLabel}",
            "spec.selector: Invalid value: v1.LabelSelector{MatchLabels:map[string]string{\"a\":\"b c\"}, MatchExpressions:[]v1.LabelSelectorRequirement(nil)}: invalid label selector",
        ] },
        { "deployments", "\"spec\":{" + Selector + ",\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"restartPolicy\":\"Sometimes\",\"activeDeadlineSeconds\":1,\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"}]}}}", [
            "spec.template.spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"",
            "spec.template.spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\"",
            "spec.template.spec.activeDeadlineSeconds: Forbidden: activeDeadlineSeconds in ReplicaSet is not Supported",
        ] },
        { "daemonsets", "\"spec\":{" + Template + "}", ["spec.template.metadata.labels: Invalid value: map[string]string{\"a\":\"b\"}: `selector` does not match template `labels`"] },
        { "statefulsets", "\"spec\":{\"podManagementPolicy\":\"Random\",\"replicas\":-1," + Selector + "," + Template + "}", [
            "spec.podManagementPolicy: Invalid value: \"Random\": must be 'OrderedReady' or 'Parallel'", "spec.replicas: Invalid value: -1: must be greater than or equal to 0",
        ] },
        { "jobs", "\"spec\":{\"template\":{\"spec\":{\"restartPolicy\":\"Sometimes\",\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"}]}}}", [
            "spec.template.spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"Always\", \"OnFailure\", \"Never\"",
            "spec.template.spec.restartPolicy: Unsupported value: \"Sometimes\": supported values: \"OnFailure\", \"Never\"",
        ] },
        { "services", "\"spec\":{\"clusterIP\":\"x\",\"ports\":[{\"port\":0}]}", ["spec.clusterIPs[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"] },
        { "services", "\"spec\":{\"externalIPs\":[\"y\"],\"ports\":[{\"port\":80,\"nodePort\":31000},{\"port\":80,\"name\":\"B\"}]}", [
            "spec.ports[0].name: Required value",
            "spec.ports[1].name: Invalid value: \"B\": a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
            "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
            "spec.externalIPs[0]: Invalid value: \"y\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            "spec.ports[0].nodePort: Forbidden: may not be used when `type` is 'ClusterIP'",
            "spec.ports[1]: Duplicate value: core.ServicePort{Name:\"\", Protocol:\"TCP\", AppProtocol:(*string)(nil), Port:80, TargetPort:intstr.IntOrString{Type:0, IntVal:0, StrVal:\"\"}, NodePort:0}",
        ] },
        { "services", "\"spec\":{\"externalTrafficPolicy\":\"Local\",\"loadBalancerClass\":\"a/b\",\"allocateLoadBalancerNodePorts\":true,\"loadBalancerSourceRanges\":[\"1.2.3.4\"],\"ports\":[{\"port\":80}]}", [
            "spec.LoadBalancerSourceRanges: Forbidden: may only be used when `type` is 'LoadBalancer'",
            "spec.LoadBalancerSourceRanges[0]: Invalid value: \"1.2.3.4\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)",
            "spec.allocateLoadBalancerNodePorts: Forbidden: may only be used when `type` is 'LoadBalancer'",
            "spec.loadBalancerClass: Forbidden: may only be used when `type` is 'LoadBalancer'",
            "spec.externalTrafficPolicy: Invalid value: \"Local\": may only be set for externally-accessible services",
        ] },
        { "services", "\"spec\":{\"type\":\"ExternalName\",\"externalName\":\"a_b\",\"clusterIP\":\"None\"}", [
            "spec.clusterIPs: Forbidden: may not be set for ExternalName services",
            "spec.externalName: Invalid value: \"a_b\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
            "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ] },
        { "persistentvolumes", "\"spec\":{}", [
            "spec.accessModes: Required value", "spec.capacity: Required value", "spec.capacity: Unsupported value: core.ResourceList(nil): supported values: \"storage\"",
            "spec: Required value: must specify a volume type",
        ] },
        { "persistentvolumes", "\"spec\":{\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\",\"ReadWriteOncePod\"],\"volumeMode\":\"Tape\",\"local\":{\"path\":\"/a\"},\"nfs\":{\"server\":\"a\",\"path\":\"/\"}}", [
            "spec.accessModes: Forbidden: may not use ReadWriteOncePod with other access modes",
            "spec.local: Forbidden: may not specify more than 1 volume type",
            "spec.volumeMode: Unsupported value: \"Tape\": supported values: \"Block\", \"Filesystem\"",
        ] },
        { "persistentvolumes", "\"spec\":{\"capacity\":{\"storage\":\"1Gi\"},\"accessModes\":[\"ReadWriteOnce\"],\"local\":{\"path\":\"/a\"}}", ["spec.nodeAffinity: Required value: Local volume requires node affinity"] },
        { "persistentvolumeclaims", "\"spec\":{\"accessModes\":[\"ReadWriteOnce\"],\"storageClassName\":\"A\",\"dataSource\":{\"kind\":\"Pod\",\"name\":\"p\"},\"resources\":{\"requests\":{\"storage\":\"1Gi\"}}}", [
            "spec.storageClassName: Invalid value: \"A\": a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character " +
            "(e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
            "spec.dataSource: Invalid value: \"Pod\": must be 'PersistentVolumeClaim' when referencing the default apiGroup",
        ] },
        { "storageclasses", "\"provisioner\":\"a\",\"reclaimPolicy\":\"Recycle\"", ["reclaimPolicy: Unsupported value: \"Recycle\": supported values: \"Delete\", \"Retain\""] },
        { "horizontalpodautoscalers", "\"spec\":{\"scaleTargetRef\":{\"kind\":\"Deployment\"},\"maxReplicas\":0}", [
            "spec.maxReplicas: Invalid value: 0: must be greater than 0", "spec.maxReplicas: Invalid value: 0: must be greater than or equal to `minReplicas`", "spec.scaleTargetRef.name: Required value",
        ] },
        { "ingresses", "\"spec\":{\"tls\":[{\"hosts\":[\"*\"]}],\"rules\":[{\"http\":{\"paths\":[{\"path\":\"/a/..\",\"pathType\":\"Exact\",\"backend\":{}},{\"path\":\"x\",\"pathType\":\"ImplementationSpecific\",\"backend\":{\"service\":{\"name\":\"1\",\"port\":{\"name\":\"a\",\"number\":1}}}}]}}]}", [
            "spec.rules[0].http.paths[0].path: Invalid value: \"/a/..\": cannot end with '/..'",
            "spec.rules[0].http.paths[0].backend: Invalid value: \"\": resource or service backend is required",
            "spec.rules[0].http.paths[1].path: Invalid value: \"x\": must be an absolute path",
            "spec.rules[0].http.paths[1].backend.service.name: Invalid value: \"1\": a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character " +
            "(e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')",
            "spec.rules[0].http.paths[1].backend: Invalid value: \"\": cannot set both port name & port number",
            "spec.tls[0].hosts[0]: Invalid value: \"*\": a wildcard DNS-1123 subdomain must start with '*.', followed by a valid DNS subdomain, which must consist of lower case alphanumeric characters, '-' or '.' and end with " +
            "an alphanumeric character (e.g. '*.example.com', regex used for validation is '\\*\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')",
        ] },
        { "networkpolicies", "\"spec\":{\"podSelector\":{},\"ingress\":[{\"ports\":[{\"port\":80,\"endPort\":79},{\"endPort\":1}],\"from\":[{\"ipBlock\":{\"cidr\":\"10.0.0.1/8\",\"except\":[\"11.0.0.0/16\"]}}]}]}", [
            "spec.ingress[0].ports[0].endPort: Invalid value: 79: must be greater than or equal to `port`",
            "spec.ingress[0].ports[1].endPort: Invalid value: 1: may not be specified when `port` is not specified",
            "spec.ingress[0].from[0].ipBlock.except[0]: Invalid value: \"11.0.0.0/16\": must be a strict subset of `cidr`",
        ] },
        { "clusterroles", "\"aggregationRule\":{\"clusterRoleSelectors\":[]}", ["aggregationRule.clusterRoleSelectors: Required value: at least one clusterRoleSelector required if aggregationRule is non-nil"] },
        { "endpoints", "\"subsets\":[{\"ports\":[{\"port\":0}]}]", [
            "subsets[0]: Required value: must specify `addresses` or `notReadyAddresses`", "subsets[0].ports[0].port: Invalid value: 0: must be between 1 and 65535, inclusive",
        ] },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void Mistakes_are_told_in_Kubernetes_words(string plural, string fields, string[] messages)
    {
        var kind = KindTable.Stored.Single(row => row.Plural == plural);
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(kind, "{\"metadata\":{\"name\":\"bad\"}," + fields + "}"));
        var all = string.Join(", ", messages);

        Assert.Equal((422, messages.Length == 1 ? all : $"[{all}]"), (refusal.Code, refusal.Message[(refusal.Message.IndexOf("is invalid: ", StringComparison.Ordinal) + 12)..]));
    }

    [Fact]
    public void The_pods_of_a_StatefulSet_are_judged_when_they_are_made()
    {
        const string Wrong = "\"template\":{\"metadata\":{\"labels\":{\"a\":\"b\"}},\"spec\":{\"containers\":[{\"name\":\"A\",\"image\":\"a:1\"}]}}";

        Assert.NotNull(_registry.Create(KindTable.StatefulSet, "{\"metadata\":{\"name\":\"db\"},\"spec\":{" + Selector + "," + Wrong + "}}"));
    }

    [Fact]
    public void A_Service_with_addresses_outside_has_a_policy_for_who_comes_from_there()
    {
        var service = _registry.Create(KindTable.Service, """{"metadata":{"name":"a"},"spec":{"externalIPs":["10.1.2.3"],"ports":[{"port":80}]}}""");

        Assert.Equal("Cluster", service["spec"]!["externalTrafficPolicy"]!.ToString());
    }

    [Fact]
    public void A_cluster_address_that_is_emptied_stays()
    {
        var address = _registry.Create(KindTable.Service, """{"metadata":{"name":"a"},"spec":{"ports":[{"port":80}]}}""")["spec"]!["clusterIP"]!.ToString();

        Assert.Equal(address, _registry.Patch(KindTable.Service, "a", PatchType.Merge, """{"spec":{"clusterIP":""}}""")["spec"]!["clusterIP"]!.ToString());
    }

    [Fact]
    public void Of_a_priority_that_is_there_only_what_changed_is_judged()
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Patch(KindTable.PriorityClass, Made(KindTable.PriorityClass, "\"value\":1"), PatchType.Merge, """{"value":2000000000,"preemptionPolicy":"Never"}"""));

        Assert.EndsWith("is invalid: [value: Forbidden: may not be changed in an update., preemptionPolicy: Invalid value: \"Never\": field is immutable]", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_node_stays_the_machine_that_it_is()
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Patch(KindTable.Node, Made(KindTable.Node, "\"spec\":{\"providerID\":\"a\"}"), PatchType.Merge, """{"spec":{"providerID":"b"}}"""));

        Assert.EndsWith("is invalid: spec.providerID: Forbidden: node updates may not change providerID except from \"\" to valid", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_systems_priorities_stay()
    {
        _registry.Create(KindTable.PriorityClass, """{"metadata":{"name":"system-node-critical"},"value":2000001000}""");
        var refusal = Assert.Throws<StatusException>(() => _registry.Objects.Delete(KindTable.PriorityClass, ObjectKey.Cluster("system-node-critical"), new DeletionOptions()));

        Assert.Equal((403, "priorityclasses.scheduling.k8s.io \"system-node-critical\" is forbidden: this is a system priority class and cannot be deleted"), (refusal.Code, refusal.Message));
    }

    public void Dispose() => _registry.Dispose();

    private string Made(ResourceKind kind, string fields)
    {
        _registry.Create(kind, "{\"metadata\":{\"name\":\"made\"}," + fields + "}");
        return "made";
    }
}
