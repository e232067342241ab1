using System.Text;
using CsCheck;
using k8s.Models;
using Workshop.Cluster.Nodes.Containers;

namespace Workshop.Cluster.Tests.Nodes;

public sealed class VariableTests
{
    private static readonly Dictionary<string, string> Known = new() { ["NAME"] = "hello", ["EMPTY"] = "", ["DOLLAR"] = "$(NAME)" };

    [Theory]
    [InlineData("$(NAME)", "hello")]
    [InlineData("a-$(NAME)-$(NAME)", "a-hello-hello")]
    [InlineData("$(EMPTY)", "")]
    [InlineData("$(NOPE)", "$(NOPE)")]
    [InlineData("$$(NAME)", "$(NAME)")]
    [InlineData("$$$(NAME)", "$hello")]
    [InlineData("$NAME", "$NAME")]
    [InlineData("$(NAME", "$(NAME")]
    [InlineData("cost: 5$", "cost: 5$")]
    [InlineData("$(DOLLAR)", "$(NAME)")]
    [InlineData("$()", "$()")]
    public void Variables_are_expanded_as_Kubernetes_does(string text, string expected) => Assert.Equal(expected, VariableExpansion.Expand(text, Known));

    [Fact]
    public void Text_without_a_dollar_never_changes() =>
        Gen.String.Where(text => !text.Contains('$')).Sample(text => VariableExpansion.Expand(text, Known) == text);

    [Fact]
    public void Doubling_every_dollar_gives_the_text_back() =>
        Gen.String[Gen.Char["$()AB "], 0, 30].Sample(text => VariableExpansion.Expand(text.Replace("$", "$$", StringComparison.Ordinal), Known) == text);

    [Fact]
    public void Between_literal_pieces_each_known_name_becomes_its_value() =>
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 0, 8], Gen.String[Gen.Char.AlphaNumeric, 1, 8], Gen.String[0, 8]).Array[0, 5].Sample(pieces =>
        {
            var variables = pieces.GroupBy(piece => piece.Item2).ToDictionary(group => group.Key, group => group.First().Item3);
            var text = string.Concat(pieces.Select(piece => $"{piece.Item1}$({piece.Item2})"));

            return VariableExpansion.Expand(text, variables) == string.Concat(pieces.Select(piece => piece.Item1 + variables[piece.Item2]));
        });

    [Fact]
    public void A_variable_sees_those_before_it_and_sources_come_first()
    {
        var container = new V1Container
        {
            Name = "main",
            EnvFrom = [new V1EnvFromSource { ConfigMapRef = new V1ConfigMapEnvSource { Name = "cfg" } }, new V1EnvFromSource { Prefix = "P_", ConfigMapRef = new V1ConfigMapEnvSource { Name = "cfg" } }],
            Env =
            [
                new V1EnvVar { Name = "NAME", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.name" } } },
                new V1EnvVar { Name = "LABEL", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "metadata.labels['zone']" } } },
                new V1EnvVar { Name = "COMBINED", Value = "$(NAME)-$(LABEL)-$(B)-$(HELLO_SERVICE_PORT)" },
                new V1EnvVar { Name = "FORWARD", Value = "$(AFTER)" },
                new V1EnvVar { Name = "AFTER", Value = "late" },
                new V1EnvVar { Name = "A", Value = "own" },
                new V1EnvVar { Name = "S", ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = "sec", Key = "s" } } },
                new V1EnvVar { Name = "NONE", ValueFrom = new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = "nope", Key = "s", Optional = true } } },
                new V1EnvVar { Name = "CPU", ValueFrom = new V1EnvVarSource { ResourceFieldRef = new V1ResourceFieldSelector { Resource = "limits.cpu" } } },
                new V1EnvVar { Name = "MEM", ValueFrom = new V1EnvVarSource { ResourceFieldRef = new V1ResourceFieldSelector { Resource = "limits.memory", Divisor = new ResourceQuantity("1Mi") } } },
                new V1EnvVar { Name = "REQ", ValueFrom = new V1EnvVarSource { ResourceFieldRef = new V1ResourceFieldSelector { Resource = "requests.cpu", Divisor = new ResourceQuantity("1m") } } },
                new V1EnvVar { Name = "IP", ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = "status.podIP" } } },
            ],
            Resources = new V1ResourceRequirements
            {
                Limits = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("1500m"), ["memory"] = new("64Mi") },
                Requests = new Dictionary<string, ResourceQuantity> { ["cpu"] = new("50m") },
            },
        };

        var variables = ContainerVariables.For(container, Facts(container), Config, new Dictionary<string, string> { ["HELLO_SERVICE_PORT"] = "80" });

        Assert.Equal(
            "A=own AFTER=late B=b COMBINED=pod-z-b-80 CPU=2 FORWARD=$(AFTER) IP=127.40.1.7 LABEL=z MEM=64 NAME=pod P_A=cfg P_B=b REQ=50 S=secret",
            string.Join(' ', variables.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")));
    }

    [Theory]
    [InlineData("nope", "x", true, "configmap \"nope\" not found")]
    [InlineData("cfg", "x", true, "couldn't find key x in ConfigMap default/cfg")]
    [InlineData("nope", "x", false, "secret \"nope\" not found")]
    [InlineData("sec", "x", false, "couldn't find key x in Secret default/sec")]
    public void What_is_missing_is_named_in_the_kubelets_words(string name, string key, bool isMap, string expected)
    {
        var source = isMap
            ? new V1EnvVarSource { ConfigMapKeyRef = new V1ConfigMapKeySelector { Name = name, Key = key } }
            : new V1EnvVarSource { SecretKeyRef = new V1SecretKeySelector { Name = name, Key = key } };
        var container = new V1Container { Name = "main", Env = [new V1EnvVar { Name = "X", ValueFrom = source }] };

        var error = Assert.Throws<ContainerConfigException>(() => ContainerVariables.For(container, Facts(container), Config, new Dictionary<string, string>()));

        Assert.Equal(expected, error.Message);
    }

    [Fact]
    public void Services_are_told_as_Kubernetes_tells_them()
    {
        var pod = Facts(new V1Container { Name = "main" }).Pod;
        var services = new[]
        {
            Service("my-svc", "default", "127.40.128.3", new V1ServicePort { Name = "81-8080", Port = 81, Protocol = "TCP" }, new V1ServicePort { Name = "82-8081", Port = 82, Protocol = "TCP" }),
            Service("hidden", "default", "None", new V1ServicePort { Port = 80 }),
            Service("other", "elsewhere", "127.40.128.4", new V1ServicePort { Port = 80 }),
        };

        Assert.Equal(
            """
            MY_SVC_PORT=tcp://127.40.128.3:81
            MY_SVC_PORT_81_TCP=tcp://127.40.128.3:81
            MY_SVC_PORT_81_TCP_ADDR=127.40.128.3
            MY_SVC_PORT_81_TCP_PORT=81
            MY_SVC_PORT_81_TCP_PROTO=tcp
            MY_SVC_PORT_82_TCP=tcp://127.40.128.3:82
            MY_SVC_PORT_82_TCP_ADDR=127.40.128.3
            MY_SVC_PORT_82_TCP_PORT=82
            MY_SVC_PORT_82_TCP_PROTO=tcp
            MY_SVC_SERVICE_HOST=127.40.128.3
            MY_SVC_SERVICE_PORT=81
            MY_SVC_SERVICE_PORT_81_8080=81
            MY_SVC_SERVICE_PORT_82_8081=82
            """,
            string.Join('\n', ServiceVariables.For(pod, services).OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}={pair.Value}")),
            ignoreLineEndingDifferences: true);
    }

    [Theory]
    [InlineData("cat /etc/tls/tls.crt", "cat HOST/tls.crt")]
    [InlineData("--cert=/etc/tls/tls.crt --key=/etc/tls/tls.key", "--cert=HOST/tls.crt --key=HOST/tls.key")]
    [InlineData("echo 1 >> /d/order; ls '/d'", "echo 1 >> D/order; ls 'D'")]
    [InlineData("echo x >/d/a", "echo x >D/a")]
    [InlineData("a:/d:b", "a:D:b")]
    [InlineData("/etc/tls", "HOST")]
    [InlineData("/etc/tls/ca/x", "CA/x")]
    [InlineData("/etc/tlsx /etc/tls.d /x/etc/tls http://host/d/x $HOME/d ./d ~/d", "/etc/tlsx /etc/tls.d /x/etc/tls http://host/d/x $HOME/d ./d ~/d")]
    public void Mount_paths_are_replaced_where_they_stand_as_paths(string text, string expected)
    {
        var map = new MountMap([KeyValuePair.Create("/etc/tls", "HOST"), KeyValuePair.Create("/etc/tls/ca", "CA"), KeyValuePair.Create("/d/", "D")]);

        Assert.Equal(expected, map.Rewrite(text));
    }

    private static ConfigLookup Config { get; } = new(
        name => name == "cfg" ? new V1ConfigMap { Data = new Dictionary<string, string> { ["A"] = "cfg", ["B"] = "b" } } : null,
        name => name == "sec" ? new V1Secret { Data = new Dictionary<string, byte[]> { ["s"] = Encoding.UTF8.GetBytes("secret") } } : null);

    private static V1Service Service(string name, string ns, string ip, params V1ServicePort[] ports) =>
        new() { Metadata = new V1ObjectMeta { Name = name, NamespaceProperty = ns }, Spec = new V1ServiceSpec { ClusterIP = ip, Ports = ports } };

    private static PodOnNode Facts(V1Container container) => new(
        new V1Pod
        {
            Metadata = new V1ObjectMeta { Name = "pod", NamespaceProperty = "default", Labels = new Dictionary<string, string> { ["zone"] = "z" } },
            Spec = new V1PodSpec { Containers = [container] },
        },
        "127.40.1.7",
        "127.40.0.10",
        new Dictionary<string, ResourceQuantity>());
}
