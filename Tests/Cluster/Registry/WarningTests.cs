using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Registry;

/// <summary>What is right but hardly meant so is answered with a warning, in Kubernetes' words.</summary>
public sealed class WarningTests : IDisposable
{
    private readonly TestRegistry _registry = new();

    public static TheoryData<string, string> Pods => new()
    {
        {
            """{"containers":[{"name":"a","image":"a","env":[{"name":"A","value":"1"},{"name":"B","value":"2"},{"name":"A","value":"3"}]}]}""",
            "spec.containers[0].env[2]: hides previous definition of \"A\", which may be dropped when using apply"
        },
        {
            """{"containers":[{"name":"a","image":"a","resources":{"requests":{"memory":"1500m"}}}]}""",
            "spec.containers[0].resources.requests[memory]: fractional byte value \"1500m\" is invalid, must be an integer"
        },
        { """{"containers":[{"name":"a","image":"a"}],"nodeSelector":{"beta.kubernetes.io/os":"linux"}}""", "spec.nodeSelector[beta.kubernetes.io/os]: deprecated since v1.14; use \"kubernetes.io/os\" instead" },
        { """{"containers":[{"name":"a","image":"a"}],"terminationGracePeriodSeconds":-1}""", "spec.terminationGracePeriodSeconds: must be >= 0; negative values are invalid and will be treated as 1" },
        { """{"containers":[{"name":"a","image":"a"}],"hostAliases":[{"ip":"1.2.3.4","hostnames":["a"]},{"ip":"1.2.3.4","hostnames":["b"]}]}""", "spec.hostAliases[1].ip: duplicate ip \"1.2.3.4\"" },
        { """{"containers":[{"name":"a","image":"a"}],"imagePullSecrets":[{"name":""}]}""", "spec.imagePullSecrets[0].name: invalid empty name \"\"" },
        {
            """{"containers":[{"name":"a","image":"a","ports":[{"containerPort":80},{"containerPort":80}]}]}""",
            "spec.containers[0].ports[1]: duplicate port definition with spec.containers[0].ports[0]"
        },
    };

    [Theory]
    [MemberData(nameof(Pods))]
    public void Of_a_pod(string spec, string warning) => Assert.Equal([warning], Warnings(KindTable.Pod, $$"""{"metadata":{"name":"p"},"spec":{{spec}} }"""));

    [Fact]
    public void Of_a_template_with_its_path()
    {
        var warnings = Warnings(
            KindTable.Deployment,
            """{"metadata":{"name":"a.b"},"spec":{"selector":{"matchLabels":{"a":"b"}},"template":{"metadata":{"labels":{"a":"b"}},"spec":{"containers":[{"name":"a","image":"a","env":[{"name":"A"},{"name":"A"}]}]}}}}""");

        Assert.Collection(
            warnings,
            ofName => Assert.Equal("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]", ofName),
            ofVariable => Assert.Equal("spec.template.spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply", ofVariable));
    }

    [Fact]
    public void Of_a_template_within_a_template()
    {
        var warnings = Warnings(
            KindTable.CronJob,
            """{"metadata":{"name":"a.b"},"spec":{"schedule":"* * * * *","jobTemplate":{"spec":{"template":{"spec":{"restartPolicy":"Never","containers":[{"name":"a","image":"a","env":[{"name":"A"},{"name":"A"}]}]}}}}}}""");

        Assert.Collection(
            warnings,
            ofName => Assert.Equal("metadata.name: this is used in Pod names and hostnames, which can result in surprising behavior; a DNS label is recommended: [must not contain dots]", ofName),
            ofVariable => Assert.Equal("spec.jobTemplate.spec.template.spec.containers[0].env[1]: hides previous definition of \"A\", which may be dropped when using apply", ofVariable));
    }

    [Fact]
    public void A_variable_that_builds_on_its_earlier_value_is_meant_so() => Assert.Empty(Warnings(
        KindTable.Pod, """{"metadata":{"name":"p"},"spec":{"containers":[{"name":"a","image":"a","env":[{"name":"P","value":"a"},{"name":"P","value":"$(P):b"}]}]}}"""));

    [Fact]
    public void Of_a_headless_service() => Assert.Equal(
        ["spec.SessionAffinity is ignored for headless services"],
        Warnings(KindTable.Service, """{"metadata":{"name":"s"},"spec":{"clusterIP":"None","sessionAffinity":"ClientIP","ports":[{"port":80}]}}"""));

    [Fact]
    public void Of_a_claim() => Assert.Equal(
        [
            "metadata.annotations[volume.beta.kubernetes.io/storage-class]: deprecated since v1.8; use \"storageClassName\" attribute instead",
            "spec.resources.requests[storage]: fractional byte value \"1500m\" is invalid, must be an integer",
        ],
        Warnings(
            KindTable.PersistentVolumeClaim,
            """{"metadata":{"name":"c","annotations":{"volume.beta.kubernetes.io/storage-class":"x"}},"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1500m"}}}}"""));

    [Fact]
    public void Of_an_ingress_that_names_its_class_in_the_old_way() => Assert.Equal(
        ["annotation \"kubernetes.io/ingress.class\" is deprecated, please use 'spec.ingressClassName' instead"],
        Warnings(KindTable.Ingress, Ingress("", "a.example.com")));

    [Fact]
    public void An_ingress_names_its_class_once()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Ingress, Ingress("\"ingressClassName\":\"nginx\",", "a.example.com")));

        Assert.Contains("annotations.kubernetes.io/ingress.class: Invalid value: \"nginx\": can not be set when the class field is also set", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void An_ingress_is_for_names_and_not_for_addresses()
    {
        var refused = Assert.Throws<StatusException>(() => _registry.Create(KindTable.Ingress, Ingress("", "1.2.3.4")));

        Assert.Contains("spec.rules[0].host: Invalid value: \"1.2.3.4\": must be a DNS name, not an IP address", refused.Message, StringComparison.Ordinal);
    }

    public void Dispose() => _registry.Dispose();

    private static string Ingress(string head, string host) =>
        """{"metadata":{"name":"i","annotations":{"kubernetes.io/ingress.class":"nginx"}},"spec":{HEAD"rules":[{"host":"HOST","http":{"paths":[{"path":"/","pathType":"Prefix","backend":{"service":{"name":"s","port":{"number":80}}}}]}}]}}"""
            .Replace("HEAD", head, StringComparison.Ordinal).Replace("HOST", host, StringComparison.Ordinal);

    private IList<string> Warnings(ResourceKind kind, string body)
    {
        var options = new WriteOptions { FieldValidation = FieldValidation.Strict, Warnings = new List<string>() };
        _registry.Objects.Create(kind, "default", TestRegistry.Json(body), options);
        return options.Warnings;
    }
}
