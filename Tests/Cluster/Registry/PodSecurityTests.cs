using System.Text.Json.Nodes;
using Workshop.Cluster.Kinds;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry;
using Workshop.Cluster.Registry.PodSecurity;

namespace Workshop.Cluster.Tests.Registry;

public sealed class PodSecurityTests : IDisposable
{
    private const string Restricted =
        "allowPrivilegeEscalation != false (container \"a\" must set securityContext.allowPrivilegeEscalation=false), "
        + "unrestricted capabilities (container \"a\" must set securityContext.capabilities.drop=[\"ALL\"]), "
        + "runAsNonRoot != true (pod or container \"a\" must set securityContext.runAsNonRoot=true), "
        + "seccompProfile (pod or container \"a\" must set securityContext.seccompProfile.type to \"RuntimeDefault\" or \"Localhost\")";

    private const string Good =
        """{"securityContext":{"runAsNonRoot":true,"seccompProfile":{"type":"RuntimeDefault"}},"containers":[{"name":"a","image":"i:1","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"]}}}]}""";

    private readonly TestRegistry _registry = new();

    [Theory]
    [InlineData("""{"containers":[{"name":"a"}]}""", "")]
    [InlineData("""{"hostNetwork":true,"hostPID":true,"containers":[{"name":"a"}]}""", "host namespaces (hostNetwork=true, hostPID=true)")]
    [InlineData("""{"containers":[{"name":"a","securityContext":{"privileged":true}},{"name":"b","securityContext":{"privileged":true}}]}""", "privileged (containers \"a\", \"b\" must not set securityContext.privileged=true)")]
    [InlineData("""{"volumes":[{"name":"h","hostPath":{"path":"/"}}],"containers":[{"name":"a"}]}""", "hostPath volumes (volume \"h\")")]
    [InlineData("""{"containers":[{"name":"a","ports":[{"containerPort":80,"hostPort":80}]}]}""", "hostPort (container \"a\" uses hostPort 80)")]
    [InlineData("""{"containers":[{"name":"a","securityContext":{"capabilities":{"add":["SYS_TIME","CHOWN"]}}}]}""", "non-default capabilities (container \"a\" must not include \"SYS_TIME\" in securityContext.capabilities.add)")]
    [InlineData("""{"containers":[{"name":"a","securityContext":{"seccompProfile":{"type":"Unconfined"}}}]}""", "seccompProfile (container \"a\" must not set securityContext.seccompProfile.type to \"Unconfined\")")]
    public void Baseline_names_what_leaves_the_container(string spec, string expected) =>
        Assert.Equal(expected, string.Join(", ", PodSecurityGate.Violations(JsonNode.Parse(spec)!.AsObject(), "baseline")));

    [Theory]
    [InlineData("""{"containers":[{"name":"a"}]}""", Restricted)]
    [InlineData(Good, "")]
    [InlineData("""{"securityContext":{"runAsNonRoot":true,"runAsUser":0,"seccompProfile":{"type":"RuntimeDefault"}},"volumes":[{"name":"h","hostPath":{"path":"/"}}],"containers":[{"name":"a","securityContext":{"allowPrivilegeEscalation":false,"capabilities":{"drop":["ALL"],"add":["SYS_TIME"]}}}]}""",
        "unrestricted capabilities (container \"a\" must not include \"SYS_TIME\" in securityContext.capabilities.add), restricted volume types (volume \"h\" uses restricted volume type \"hostPath\"), runAsUser=0 (pod must not set runAsUser=0)")]
    public void Restricted_names_what_is_not_given_up(string spec, string expected) =>
        Assert.Equal(expected, string.Join(", ", PodSecurityGate.Violations(JsonNode.Parse(spec)!.AsObject(), "restricted")));

    [Fact]
    public void A_pod_that_breaks_the_enforced_level_is_refused_and_a_template_is_warned_of()
    {
        Label("enforce", "restricted");
        Label("warn", "restricted");

        var refusal = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"i:1"}]}}"""));
        Assert.Equal((403, $"pods \"p\" is forbidden: violates PodSecurity \"restricted:latest\": {Restricted}"), (refusal.Code, refusal.Message));
        var options = TestRegistry.Strict with { Warnings = new List<string>() };
        _registry.Objects.Create(
            KindTable.Deployment, "default",
            TestRegistry.Json("""{"metadata":{"name":"d"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"i:1"}]}}}}"""), options);
        Assert.Equal([$"would violate PodSecurity \"restricted:latest\": {Restricted}"], options.Warnings);
        Assert.Equal("good", _registry.Create(KindTable.Pod, $$$"""{"metadata":{"name":"good"},"spec":{{{Good}}} }""")["metadata"]!["name"]!.ToString());
    }

    [Fact]
    public void A_level_that_does_not_exist_is_refused()
    {
        var refusal = Assert.Throws<StatusException>(() => Label("enforce", "nonsense"));

        Assert.Equal(
            "Namespace \"default\" is invalid: metadata.labels[pod-security.kubernetes.io/enforce]: Invalid value: \"nonsense\": must be one of privileged, baseline, restricted", refusal.Message);
    }

    public void Dispose() => _registry.Dispose();

    private void Label(string mode, string level) => _registry.Objects.Patch(
        KindTable.Namespace, ObjectKey.Cluster("default"),
        new ObjectPatch(PatchType.Merge, TestRegistry.Json($$$"""{"metadata":{"labels":{"pod-security.kubernetes.io/{{{mode}}}":"{{{level}}}"} } }""")), WriteOptions.Loop);
}
