using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

public sealed class PolicyRulesTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    [Theory]
    [InlineData("networkpolicies", """{"podSelector":{},"ingress":[{"from":[{"ipBlock":{"cidr":"x"}}]}]}""", "spec.ingress[0].from[0].ipBlock.cidr: Invalid value: \"x\": must be a valid CIDR value, (e.g. 10.9.8.0/24 or 2001:db8::/64)")]
    [InlineData("networkpolicies", """{"podSelector":{},"policyTypes":["Sideways"]}""", "spec.policyTypes[0]: Unsupported value: \"Sideways\": supported values: \"Ingress\", \"Egress\"")]
    [InlineData("ingresses", "{}", "spec: Invalid value: []networking.IngressRule(nil): either `defaultBackend` or `rules` must be specified")]
    [InlineData("ingresses", """{"rules":[{"http":{"paths":[{"path":"/","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}""", "spec.rules[0].http.paths[0].pathType: Required value: pathType must be specified")]
    [InlineData("ingresses", """{"rules":[{"http":{"paths":[{"path":"x","pathType":"Prefix","backend":{"service":{"name":"a","port":{"number":80}}}}]}}]}""", "spec.rules[0].http.paths[0].path: Invalid value: \"x\": must be an absolute path")]
    [InlineData("ingresses", """{"defaultBackend":{"service":{"name":"a","port":{}}}}""", "spec.defaultBackend: Required value: port name or number is required")]
    [InlineData("poddisruptionbudgets", """{"minAvailable":"200%"}""", "spec.minAvailable: Invalid value: intstr.IntOrString{Type:1, IntVal:0, StrVal:\"200%\"}: must not be greater than 100%")]
    [InlineData("poddisruptionbudgets", """{"maxUnavailable":-1}""", "spec.maxUnavailable: Invalid value: -1: must be greater than or equal to 0")]
    [InlineData("ingressclasses", """{"controller":"gce"}""", "spec.controller: Invalid value: \"gce\": must be a domain-prefixed path (such as \"acme.io/foo\")")]
    public void Mistakes_are_told_in_Kubernetes_words(string plural, string spec, string message)
    {
        var kind = KindTable.Stored.Single(kind => kind.Plural == plural);

        var refusal = Assert.Throws<StatusException>(() => _registry.Create(kind, $$$"""{"metadata":{"name":"bad"},"spec":{{{spec}}} }"""));

        Assert.Equal((422, message), (refusal.Code, refusal.Message[(refusal.Message.IndexOf("is invalid: ", StringComparison.Ordinal) + 12)..]));
    }

    [Fact]
    public void A_NetworkPolicy_is_kept_with_its_defaults_and_a_warning_that_it_changes_nothing()
    {
        var options = TestRegistry.Strict with { Warnings = new List<string>() };

        var stored = _registry.Objects.Create(KindTable.NetworkPolicy, "default", TestRegistry.Json("""{"metadata":{"name":"deny"},"spec":{"podSelector":{},"egress":[{"ports":[{"port":53}]}]}}"""), options);

        Assert.Equal("""{"podSelector":{},"egress":[{"ports":[{"port":53,"protocol":"TCP"}]}],"policyTypes":["Ingress","Egress"]}""", stored.ToJson()["spec"]!.ToJsonString());
        Assert.Contains("does not enforce", options.Warnings.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_pod_has_the_priority_of_its_class_or_of_the_default_one()
    {
        _registry.Create(KindTable.PriorityClass, """{"metadata":{"name":"high"},"value":1000}""");
        _registry.Create(KindTable.PriorityClass, """{"metadata":{"name":"common"},"value":7,"globalDefault":true,"preemptionPolicy":"Never"}""");

        Assert.Equal("1000", Pod("a", """ "priorityClassName":"high","containers":[{"name":"c","image":"i:1"}]""")["priority"]!.ToString());
        var common = Pod("b", """ "containers":[{"name":"c","image":"i:1"}]""");
        Assert.Equal(("7", "common", "Never"), (common["priority"]!.ToString(), common["priorityClassName"]!.ToString(), common["preemptionPolicy"]!.ToString()));
        var refusal = Assert.Throws<StatusException>(() => Pod("c", """ "priorityClassName":"nosuch","containers":[{"name":"c","image":"i:1"}]"""));
        Assert.Equal("pods \"c\" is forbidden: no PriorityClass with name nosuch was found", refusal.Message);
    }

    [Theory]
    [InlineData("""{"metadata":{"name":"mine"},"value":1000000001}""", "value: Forbidden: maximum allowed value of a user defined priority is 1000000000")]
    [InlineData("""{"metadata":{"name":"system-mine"},"value":1}""", "metadata.name: Forbidden: priority class names with 'system-' prefix are reserved for system use only")]
    public void The_highest_priorities_are_the_systems_own(string body, string message) =>
        Assert.EndsWith(message, Assert.Throws<StatusException>(() => _registry.Create(KindTable.PriorityClass, body)).Message, StringComparison.Ordinal);

    public void Dispose() => _registry.Dispose();

    private System.Text.Json.Nodes.JsonObject Pod(string name, string spec) =>
        _registry.Create(KindTable.Pod, $$$"""{"metadata":{"name":"{{{name}}}"},"spec":{ {{{spec}}} } }""")["spec"]!.AsObject();
}
