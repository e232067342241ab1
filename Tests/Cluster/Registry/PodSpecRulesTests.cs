using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>What a pod's spec may not say, with Kubernetes' words, paths and order.</summary>
public sealed class PodSpecRulesTests : IDisposable
{
    private const string Label = "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character " +
        "(e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

    private const string NamePart = "name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
        "(e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')";

    private const string One = "\"containers\":[{\"name\":\"a\",\"image\":\"a:1\"}]";

    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string[]> OfContainers => new()
    {
        { "\"name\":\"a.b\",\"image\":\"a:1\"", ["spec.containers[0].name: Invalid value: \"a.b\": must not contain dots"] },
        { "\"name\":\"a\",\"image\":\" a:1\"", ["spec.containers[0].image: Invalid value: \" a:1\": must not have leading or trailing whitespace"] },
        { "\"name\":\"a\",\"image\":\"a:1\",\"restartPolicy\":\"Always\"", ["spec.containers[0].restartPolicy: Forbidden: may not be set for non-init containers"] },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"terminationMessagePolicy\":\"Sometimes\"",
            ["spec.containers[0].terminationMessagePolicy: Unsupported value: \"Sometimes\": supported values: \"File\", \"FallbackToLogsOnError\""]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"ports\":[{\"name\":\"HTTP_PORT-\",\"containerPort\":80}]",
            [
                "spec.containers[0].ports[0].name: Invalid value: \"HTTP_PORT-\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
                "spec.containers[0].ports[0].name: Invalid value: \"HTTP_PORT-\": must contain at least one letter (a-z)",
                "spec.containers[0].ports[0].name: Invalid value: \"HTTP_PORT-\": must not begin or end with a hyphen",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"ports\":[{\"containerPort\":80,\"hostPort\":8080},{\"containerPort\":81,\"hostPort\":8080}]",
            ["spec.containers[0].ports[1].hostPort: Duplicate value: \"TCP//8080\""]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"env\":[{\"name\":\"A\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"status.phase\"}}},{\"name\":\"B\",\"valueFrom\":{\"fieldRef\":{\"fieldPath\":\"metadata.labels['a b']\"}}}]",
            [
                "spec.containers[0].env[0].valueFrom.fieldRef.fieldPath: Unsupported value: \"status.phase\": supported values: \"metadata.name\", \"metadata.namespace\", \"metadata.uid\", " +
                "\"spec.nodeName\", \"spec.serviceAccountName\", \"status.hostIP\", \"status.hostIPs\", \"status.podIP\", \"status.podIPs\"",
                $"spec.containers[0].env[1].valueFrom.fieldRef: Invalid value: \"a b\": {NamePart}",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"env\":[{\"name\":\"A\",\"valueFrom\":{\"resourceFieldRef\":{\"resource\":\"limits.gpu\"}}},{\"name\":\"B\",\"valueFrom\":{\"resourceFieldRef\":{\"resource\":\"limits.cpu\",\"divisor\":\"2\"}}}]",
            [
                "spec.containers[0].env[0].valueFrom.resourceFieldRef.resource: Unsupported value: \"limits.gpu\": supported values: \"limits.cpu\", \"limits.ephemeral-storage\", " +
                "\"limits.memory\", \"requests.cpu\", \"requests.ephemeral-storage\", \"requests.memory\"",
                "spec.containers[0].env[1].valueFrom.resourceFieldRef.divisor: Invalid value: \"limits.cpu\": only divisor's values 1m and 1 are supported with the cpu resource",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"envFrom\":[{\"prefix\":\"a=\",\"configMapRef\":{\"name\":\"c\"},\"secretRef\":{\"name\":\"s\"}}]",
            [
                "spec.containers[0].envFrom[0].prefix: Invalid value: \"a=\": a valid environment variable name must consist only of printable ASCII characters other than '='",
                "spec.containers[0].envFrom: Invalid value: \"\": may not have more than one field specified at a time",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"resources\":{\"limits\":{\"gpu\":\"1\"},\"requests\":{\"example.com/gpu\":\"1\",\"cpu\":\"2\"}}",
            [
                "spec.containers[0].resources.limits[gpu]: Invalid value: gpu: must be a standard resource type or fully qualified",
                "spec.containers[0].resources.limits[gpu]: Invalid value: gpu: must be a standard resource for containers",
                "spec.containers[0].resources.limits: Required value: Limit must be set for non overcommitable resources",
                "spec.containers[0].resources.requests[gpu]: Invalid value: gpu: must be a standard resource type or fully qualified",
                "spec.containers[0].resources.requests[gpu]: Invalid value: gpu: must be a standard resource for containers",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"resources\":{\"limits\":{\"cpu\":\"1\",\"hugepages-0\":\"1\",\"hugepages-many\":\"1\"}}",
            [
                "spec.containers[0].resources.limits[hugepages-0]: Invalid value: \"1\": 1 is not positive integer multiple of hugepages-0",
                "spec.containers[0].resources.limits[hugepages-many]: Invalid value: \"1\": 1 is not positive integer multiple of hugepages-many",
                "spec.containers[0].resources.requests[hugepages-0]: Invalid value: \"1\": 1 is not positive integer multiple of hugepages-0",
                "spec.containers[0].resources.requests[hugepages-many]: Invalid value: \"1\": 1 is not positive integer multiple of hugepages-many",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"resources\":{\"limits\":{\"hugepages-2Mi\":\"3Mi\"},\"requests\":{\"hugepages-2Mi\":\"2Mi\"}}",
            [
                "spec.containers[0].resources.limits[hugepages-2Mi]: Invalid value: \"3Mi\": 3Mi is not positive integer multiple of hugepages-2Mi",
                "spec.containers[0].resources.requests: Invalid value: \"2Mi\": must be equal to hugepages-2Mi limit of 3Mi",
                "spec.containers[0].resources: Forbidden: HugePages require cpu or memory",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"livenessProbe\":{\"httpGet\":{\"port\":\"a b\",\"httpHeaders\":[{\"name\":\"a b\",\"value\":\"x\"}]},\"successThreshold\":2},\"readinessProbe\":{\"tcpSocket\":{\"port\":80},\"terminationGracePeriodSeconds\":3}",
            [
                "spec.containers[0].livenessProbe.httpGet.port: Invalid value: \"a b\": must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-)",
                "spec.containers[0].livenessProbe.httpGet.httpHeaders: Invalid value: \"a b\": a valid HTTP header must consist of alphanumeric characters or '-' (e.g. 'X-Header-Name', regex used for validation is '[-A-Za-z0-9]+')",
                "spec.containers[0].livenessProbe.successThreshold: Invalid value: 2: must be 1",
                "spec.containers[0].readinessProbe.terminationGracePeriodSeconds: Invalid value: 3: must not be set for readinessProbes",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"lifecycle\":{\"preStop\":{\"sleep\":{\"seconds\":31}}}",
            ["spec.containers[0].lifecycle.preStop.sleep: Invalid value: 31: must be greater than 0 and less than terminationGracePeriodSeconds (30). Enable AllowPodLifecycleSleepActionZeroValue feature gate for zero sleep."]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"securityContext\":{\"runAsUser\":-1,\"procMount\":\"Open\",\"seccompProfile\":{\"type\":\"Localhost\"},\"appArmorProfile\":{\"type\":\"Mine\"}}",
            [
                "spec.containers[0].securityContext.runAsUser: Invalid value: -1: must be between 0 and 2147483647, inclusive",
                "spec.containers[0].securityContext.procMount: Unsupported value: \"Open\": supported values: \"Default\", \"Unmasked\"",
                "spec.containers[0].securityContext.seccompProfile.localhostProfile: Required value: must be set when seccomp type is Localhost",
                "spec.containers[0].securityContext.appArmorProfile.type: Unsupported value: \"Mine\": supported values: \"Localhost\", \"RuntimeDefault\", \"Unconfined\"",
            ]
        },
        {
            "\"name\":\"a\",\"image\":\"a:1\",\"securityContext\":{\"privileged\":true,\"allowPrivilegeEscalation\":false}",
            [
                "spec.containers[0].securityContext: Invalid value: core.SecurityContext{Capabilities:(*core.Capabilities)(nil), Privileged:(*bool)(0xc000000000), SELinuxOptions:(*core.SELinuxOptions)(nil), " +
                "WindowsOptions:(*core.WindowsSecurityContextOptions)(nil), RunAsUser:(*int64)(nil), RunAsGroup:(*int64)(nil), RunAsNonRoot:(*bool)(nil), ReadOnlyRootFilesystem:(*bool)(nil), " +
                "AllowPrivilegeEscalation:(*bool)(0xc000000000), ProcMount:(*core.ProcMountType)(nil), SeccompProfile:(*core.SeccompProfile)(nil), AppArmorProfile:(*core.AppArmorProfile)(nil)}: " +
                "cannot set `allowPrivilegeEscalation` to false and `privileged` to true",
            ]
        },
    };

    public static TheoryData<string, string[]> OfVolumes => new()
    {
        { "{\"name\":\"v\",\"hostPath\":{\"path\":\"/a/../b\",\"type\":\"Folder\"}}", [
            "spec.volumes[0].hostPath.path: Invalid value: \"/a/../b\": must not contain '..'",
            "spec.volumes[0].hostPath.type: Unsupported value: \"Folder\": supported values: \"\", \"BlockDevice\", \"CharDevice\", \"Directory\", \"DirectoryOrCreate\", \"File\", \"FileOrCreate\", \"Socket\"",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"emptyDir\":{},\"hostPath\":{\"path\":\"/a\"}}", [
            "spec.volumes[0].hostPath: Forbidden: may not specify more than 1 volume type", "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"emptyDir\":{\"sizeLimit\":\"-1\"}}", [
            "spec.volumes[0].emptyDir.sizeLimit: Forbidden: SizeLimit field must be a valid resource quantity", "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"configMap\":{\"name\":\"c\",\"items\":[{\"path\":\"/a\",\"mode\":512}]}}", [
            "spec.volumes[0].configMap.items[0].key: Required value",
            "spec.volumes[0].configMap.items[0].path: Invalid value: \"/a\": must be a relative path",
            "spec.volumes[0].configMap.items[0].mode: Invalid value: 512: must be a number between 0 and 0777 (octal), both inclusive",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"downwardAPI\":{\"items\":[{\"path\":\"a\"},{\"path\":\"b\",\"resourceFieldRef\":{\"resource\":\"limits.cpu\"}}]}}", [
            "spec.volumes[0].downwardAPI: Required value: one of fieldRef and resourceFieldRef is required",
            "spec.volumes[0].downwardAPI.resourceFieldRef.containerName: Required value",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"projected\":{\"sources\":[{\"secret\":{\"name\":\"s\",\"items\":[{\"key\":\"k\",\"path\":\"p\"}]}},{\"configMap\":{\"name\":\"c\",\"items\":[{\"key\":\"k\",\"path\":\"p\"}]}},{\"serviceAccountToken\":{\"path\":\"t\",\"expirationSeconds\":60}}]}}", [
            "spec.volumes[0].projected: Invalid value: \"c\": conflicting duplicate paths",
            "spec.volumes[0].projected.sources[2].serviceAccountToken.expirationSeconds: Invalid value: 60: may not specify a duration less than 10 minutes",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"nfs\":{\"path\":\"a\"}}", [
            "spec.volumes[0].nfs.server: Required value", "spec.volumes[0].nfs.path: Invalid value: \"a\": must be an absolute path",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"v\",\"ephemeral\":{\"volumeClaimTemplate\":{\"spec\":{}}}}", [
            "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.accessModes: Required value: at least 1 access mode is required",
            "spec.volumes[0].ephemeral.volumeClaimTemplate.spec.resources[storage]: Required value",
            "spec.containers[0].volumeMounts[0].name: Not found: \"v\"",
        ] },
        { "{\"name\":\"V\",\"emptyDir\":{}}", [$"spec.volumes[0].name: Invalid value: \"V\": {Label}", "spec.containers[0].volumeMounts[0].name: Not found: \"v\""] },
    };

    public static TheoryData<string, string[]> OfMounts => new()
    {
        { "{\"name\":\"v\",\"mountPath\":\"/a\"},{\"name\":\"v\",\"mountPath\":\"/a\"}", ["spec.containers[0].volumeMounts[1].mountPath: Invalid value: \"/a\": must be unique"] },
        { "{\"name\":\"v\",\"mountPath\":\"/a\",\"subPath\":\"b\",\"subPathExpr\":\"/$(A)\"}", [
            "spec.containers[0].volumeMounts[0].subPathExpr: Invalid value: \"/$(A)\": subPathExpr and subPath are mutually exclusive",
            "spec.containers[0].volumeMounts.subPathExpr: Invalid value: \"/$(A)\": must be a relative path",
        ] },
        { "{\"name\":\"v\",\"mountPath\":\"/a\",\"mountPropagation\":\"Bidirectional\",\"recursiveReadOnly\":\"Enabled\"}", [
            "spec.containers[0].volumeMounts.mountPropagation: Forbidden: Bidirectional mount propagation is available only to privileged containers",
            "spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when readOnly is true",
            "spec.containers[0].volumeMounts.recursiveReadOnly: Forbidden: may only be specified when mountPropagation is None or not specified",
        ] },
        { "{\"mountPath\":\"/a\"}", ["spec.containers[0].volumeMounts[0].name: Required value", "spec.containers[0].volumeMounts[0].name: Not found: \"\""] },
    };

    public static TheoryData<string, string[]> OfPods => new()
    {
        { "\"hostname\":\"a.b\",\"subdomain\":\"A\"", ["spec.hostname: Invalid value: \"a.b\": must not contain dots", $"spec.subdomain: Invalid value: \"A\": {Label}"] },
        { "\"dnsPolicy\":\"None\"", ["spec.dnsConfig: Required value: must provide `dnsConfig` when `dnsPolicy` is None"] },
        { "\"dnsPolicy\":\"Mine\"", ["spec.dnsPolicy: Unsupported value: \"Mine\": supported values: \"ClusterFirstWithHostNet\", \"ClusterFirst\", \"Default\", \"None\""] },
        { "\"dnsConfig\":{\"nameservers\":[\"x\"],\"options\":[{\"value\":\"1\"}]}", [
            "spec.dnsConfig.nameservers[0]: Invalid value: \"x\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)", "spec.dnsConfig.options[0]: Required value: must not be empty",
        ] },
        {
            "\"hostAliases\":[{\"ip\":\"10.0.0.010\"},{\"ip\":\"[::1]\"},{\"ip\":\"::1\"}]",
            [
                "spec.hostAliases[0].ip: Invalid value: \"10.0.0.010\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
                "spec.hostAliases[1].ip: Invalid value: \"[::1]\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)",
            ]
        },
        { "\"hostAliases\":[{\"ip\":\"10.0.1\",\"hostnames\":[\"ok\"]}]", ["spec.hostAliases[0].ip: Invalid value: \"10.0.1\": must be a valid IP address, (e.g. 10.9.8.7 or 2001:db8::ffff)"] },
        { "\"securityContext\":{\"fsGroup\":-1,\"supplementalGroups\":[-2],\"fsGroupChangePolicy\":\"Maybe\",\"sysctls\":[{\"name\":\"A\",\"value\":\"1\"}]}", [
            "spec.securityContext.fsGroup: Invalid value: -1: must be between 0 and 2147483647, inclusive",
            "spec.securityContext.supplementalGroups[0]: Invalid value: -2: must be between 0 and 2147483647, inclusive",
            "spec.securityContext.sysctls[0].name: Invalid value: \"A\": must have at most 253 characters and match regex ^([a-z0-9]([-_a-z0-9]*[a-z0-9])?[\\./])*[a-z0-9]([-_a-z0-9]*[a-z0-9])?$",
            "spec.securityContext.fsGroupChangePolicy: Unsupported value: \"Maybe\": supported values: \"Always\", \"OnRootMismatch\"",
        ] },
        { "\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[]}}}", [
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms: Required value: must have at least one node selector term",
        ] },
        { "\"affinity\":{\"nodeAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":{\"nodeSelectorTerms\":[{\"matchExpressions\":[{\"key\":\"a\",\"operator\":\"In\"},{\"key\":\"b\",\"operator\":\"Gt\",\"values\":[]},{\"key\":\"c\",\"operator\":\"Is\"}]}]}}}", [
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[0].values: Required value: must be specified when `operator` is 'In' or 'NotIn'",
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[1].values: Required value: must be specified single value when `operator` is 'Lt' or 'Gt'",
            "spec.affinity.nodeAffinity.requiredDuringSchedulingIgnoredDuringExecution.nodeSelectorTerms[0].matchExpressions[2].operator: Invalid value: \"Is\": not a valid selector operator",
        ] },
        { "\"affinity\":{\"nodeAffinity\":{\"preferredDuringSchedulingIgnoredDuringExecution\":[{\"weight\":101,\"preference\":{\"matchFields\":[{\"key\":\"metadata.uid\",\"operator\":\"In\",\"values\":[\"a\"]}]}}]}}", [
            "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].weight: Invalid value: 101: must be in the range 1-100",
            "spec.affinity.nodeAffinity.preferredDuringSchedulingIgnoredDuringExecution[0].preference.matchFields[0].key: Invalid value: \"metadata.uid\": not a valid field selector key",
        ] },
        { "\"affinity\":{\"podAntiAffinity\":{\"requiredDuringSchedulingIgnoredDuringExecution\":[{\"labelSelector\":{\"matchLabels\":{\"a\":\"b\"}}}]}}", [
            "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Required value: can not be empty",
            "spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"\": name part must be non-empty",
            $"spec.affinity.podAntiAffinity.requiredDuringSchedulingIgnoredDuringExecution[0].topologyKey: Invalid value: \"\": {NamePart}",
        ] },
        { "\"topologySpreadConstraints\":[{\"maxSkew\":0,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"ScheduleAnyway\",\"minDomains\":1},{\"maxSkew\":1,\"topologyKey\":\"z\",\"whenUnsatisfiable\":\"ScheduleAnyway\"}]", [
            "spec.topologySpreadConstraints[0].maxSkew: Invalid value: 0: must be greater than zero",
            "spec.topologySpreadConstraints[0].{topologyKey, whenUnsatisfiable}: Duplicate value: \"{z, ScheduleAnyway}\"",
            "spec.topologySpreadConstraints[0].minDomains: Invalid value: 1: can only use minDomains if whenUnsatisfiable=DoNotSchedule, not ScheduleAnyway",
        ] },
        { "\"tolerations\":[{\"key\":\"a\",\"operator\":\"Is\"},{\"key\":\"a\",\"value\":\"b c\",\"effect\":\"Never\"}]", [
            "spec.tolerations[0].operator: Unsupported value: \"Is\": supported values: \"Equal\", \"Exists\"",
            "spec.tolerations[1].operator: Invalid value: \"b c\": a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character " +
            "(e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')",
            "spec.tolerations[1].effect: Unsupported value: \"Never\": supported values: \"NoSchedule\", \"PreferNoSchedule\", \"NoExecute\"",
        ] },
        { "\"schedulingGates\":[{\"name\":\"a\"},{\"name\":\"a\"}],\"nodeName\":\"node-1\"", [
            "spec.schedulingGates[1]: Duplicate value: \"a\"", "spec.nodeName: Forbidden: cannot be set until all schedulingGates have been cleared",
        ] },
        { "\"hostPID\":true,\"shareProcessNamespace\":true,\"hostUsers\":false", [
            "spec.securityContext.shareProcessNamespace: Invalid value: true: ShareProcessNamespace and HostPID cannot both be enabled", "spec.HostPID: Forbidden: when `pod.Spec.HostUsers` is false",
        ] },
        { "\"os\":{\"name\":\"plan9\"}", ["spec.os: Unsupported value: \"plan9\": supported values: \"linux\", \"windows\""] },
        { "\"os\":{\"name\":\"linux\"},\"securityContext\":{\"windowsOptions\":{}}", ["spec.securityContext.windowsOptions: Forbidden: windows options cannot be set for a linux pod"] },
        { "\"os\":{\"name\":\"windows\"},\"securityContext\":{\"runAsUser\":1}", ["spec.securityContext.runAsUser: Forbidden: cannot be set for a windows pod"] },
        { "\"initContainers\":[{\"name\":\"i\",\"image\":\"a:1\",\"restartPolicy\":\"Never\",\"lifecycle\":{\"preStop\":{\"exec\":{\"command\":[\"a\"]}}}}]", [
            "spec.initContainers[0].restartPolicy: Unsupported value: \"Never\": supported values: \"Always\"",
            "spec.initContainers[0].lifecycle: Forbidden: may not be set for init containers without restartPolicy=Always",
        ] },
    };

    [Theory]
    [MemberData(nameof(OfContainers))]
    public void A_container(string container, string[] messages) => Refused($"\"containers\":[{{{container}}}]", messages);

    [Theory]
    [MemberData(nameof(OfVolumes))]
    public void A_volume_that_is_wrong_cannot_be_mounted(string volume, string[] messages) =>
        Refused($"\"volumes\":[{volume}],\"containers\":[{{\"name\":\"a\",\"image\":\"a:1\",\"volumeMounts\":[{{\"name\":\"v\",\"mountPath\":\"/v\"}}]}}]", messages);

    [Theory]
    [MemberData(nameof(OfMounts))]
    public void A_mount(string mounts, string[] messages) =>
        Refused($"\"volumes\":[{{\"name\":\"v\",\"emptyDir\":{{}}}}],\"containers\":[{{\"name\":\"a\",\"image\":\"a:1\",\"volumeMounts\":[{mounts}]}}]", messages);

    [Theory]
    [MemberData(nameof(OfPods))]
    public void A_pod(string fields, string[] messages) => Refused($"{fields},{One}", messages);

    [Fact]
    public void A_bad_prefix_of_a_name_is_told_with_what_was_made_of_it()
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, "{\"metadata\":{\"generateName\":\"AB-\"},\"spec\":{" + One + "}}"));

        Assert.Contains("is invalid: [metadata.generateName: Invalid value: \"AB-\": a lowercase RFC 1123 subdomain", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("metadata.name: Invalid value: \"AB-", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_deletion_costs_is_a_number()
    {
        const string Annotations = "\"annotations\":{\"controller.kubernetes.io/pod-deletion-cost\":\"+1\"}";
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, "{\"metadata\":{\"name\":\"p\"," + Annotations + "},\"spec\":{" + One + "}}"));

        Assert.EndsWith("metadata.annotations[controller.kubernetes.io/pod-deletion-cost]: Invalid value: \"+1\": must be a 32bit integer", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_more_is_said_once_containers_have_come()
    {
        _registry.Create(KindTable.Pod, "{\"metadata\":{\"name\":\"p\"},\"spec\":{" + One + "}}");
        var refusal = Assert.Throws<StatusException>(() => _registry.Patch(KindTable.Pod, "p", PatchType.StrategicMerge, """{"spec":{"hostname":"h","containers":[{"name":"b","image":"b:1"}]}}"""));

        Assert.Equal("Pod \"p\" is invalid: spec.containers: Forbidden: pod updates may not add or remove containers", refusal.Message);
    }

    public void Dispose() => _registry.Dispose();

    private void Refused(string spec, string[] messages)
    {
        var refusal = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, "{\"metadata\":{\"name\":\"p\"},\"spec\":{" + spec + "}}"));
        var all = string.Join(", ", messages);

        Assert.Equal((422, $"Pod \"p\" is invalid: {(messages.Length == 1 ? all : $"[{all}]")}"), (refusal.Code, refusal.Message));
    }
}
