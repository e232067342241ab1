using k8s;
using k8s.Models;

namespace Workshop.Hosting.Tests.Publishing.Lint;

public class AspirateTemplateTests
{
    private static readonly Dictionary<string, string> Parameters = new() { ["signing-key"] = "canary-.{}~()*+!-of-a-key", ["redis-password"] = "canaryofapassword" };

    [Fact]
    public void All_seven_templates_are_there() => Assert.Equal(
        ["dapr-component.hbs", "dashboard.hbs", "deployment.hbs", "kustomization.hbs", "namespace.hbs", "service.hbs", "statefulset.hbs"],
        Directory.EnumerateFiles(Path.Combine(PublishedFiles.Folder, "aspirate")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("auth")]
    [InlineData("hello")]
    [InlineData("gateway")]
    public void A_project_gets_replicas_probes_rolling_updates_and_the_strictest_profile(string name)
    {
        var deployment = KubernetesYaml.Deserialize<V1Deployment>(Rendered("deployment", name), strict: true);

        Assert.Equal((3, "RollingUpdate"), (deployment.Spec.Replicas, deployment.Spec.Strategy.Type));
        Restricted(deployment.Spec.Template.Spec);
        var container = Assert.Single(deployment.Spec.Template.Spec.Containers);
        Assert.All([container.StartupProbe, container.ReadinessProbe, container.LivenessProbe], probe => Assert.Equal("health", probe.HttpGet.Port.Value));
        Assert.Contains(container.Ports, port => port.Name == "health" && port.ContainerPort == 8081);
        Assert.Equal($"{name}-env", Assert.Single(container.EnvFrom).SecretRef.Name);
    }

    [Fact]
    public void Redis_gets_a_disk_and_its_password_from_the_environment()
    {
        var set = KubernetesYaml.Deserialize<V1StatefulSet>(Rendered("statefulset", "redis"), strict: true);

        Restricted(set.Spec.Template.Spec);
        var container = Assert.Single(set.Spec.Template.Spec.Containers);
        Assert.Equal("/bin/sh", Assert.Single(container.Command));
        Assert.Equal(
            ["-c", """printf '%s\n' "$REDIS_PASSWORD" | sed 's/["\\]/\\&/g; s/.*/requirepass "&"/' | exec redis-server - --save 60 1 --appendonly yes"""],
            container.Args);
        Assert.Equal("6379", container.ReadinessProbe.TcpSocket.Port.Value);
        Assert.Equal("redis-data", Assert.Single(set.Spec.VolumeClaimTemplates).Metadata.Name);
        Assert.Equal("/data", Assert.Single(container.VolumeMounts).MountPath);
    }

    [Theory]
    [InlineData("auth")]
    [InlineData("redis")]
    public void Values_of_secrets_stand_in_a_Secret_never_in_a_ConfigMap(string name)
    {
        var kustomization = KubernetesYaml.Deserialize<Dictionary<string, object>>(Rendered("kustomization", name));

        Assert.Contains("canary", Rendered("kustomization", name));
        Assert.Contains("secretGenerator", kustomization.Keys);
        Assert.DoesNotContain("configMapGenerator", kustomization.Keys);
        Assert.DoesNotContain("canary", Rendered(name == "redis" ? "statefulset" : "deployment", name));
    }

    [Fact]
    public void Settings_arrive_as_they_are_special_characters_and_all()
    {
        var text = Rendered("kustomization", "auth");

        Assert.Contains("canary-.{}~()*+!-of-a-key'", text);
        Assert.Contains("- 'ConnectionStrings__redis=redis:6379,password=canaryofapassword'", text);
        Assert.Contains("- 'services__auth__http__0=http://auth:8080'", Rendered("kustomization", "gateway"));
    }

    [Fact]
    public void Services_are_named_as_service_discovery_asks_for_them()
    {
        var service = KubernetesYaml.Deserialize<V1Service>(Rendered("service", "hello"), strict: true);

        Assert.Equal("hello", service.Metadata.Name);
        Assert.Equal(8080, service.Spec.Ports.Single(port => port.Name == "http").Port);
    }

    [Fact]
    public void The_namespace_refuses_what_is_not_restricted_and_the_dashboard_lets_nobody_in_without_a_token()
    {
        Assert.Equal("restricted", KubernetesYaml.Deserialize<V1Namespace>(Rendered("namespace", "auth"), strict: true).Metadata.Labels["pod-security.kubernetes.io/enforce"]);
        var dashboard = KubernetesYaml.LoadAllFromString(Rendered("dashboard", "auth")).OfType<V1Deployment>().Single();
        Assert.Equal("BrowserToken", dashboard.Spec.Template.Spec.Containers[0].Env.Single(variable => variable.Name == "Dashboard__Frontend__AuthMode").Value);
    }

    private static string Rendered(string template, string name) => AspirateOutput.Render(template, AspirateOutput.DataOf(name, ManifestLintTests.Published(), Parameters));

    private static void Restricted(V1PodSpec pod)
    {
        Assert.True(pod.SecurityContext.RunAsNonRoot);
        Assert.Equal("RuntimeDefault", pod.SecurityContext.SeccompProfile.Type);
        Assert.All(pod.Containers, container =>
        {
            Assert.False(container.SecurityContext.AllowPrivilegeEscalation);
            Assert.True(container.SecurityContext.ReadOnlyRootFilesystem);
            Assert.Equal(["ALL"], container.SecurityContext.Capabilities.Drop);
            Assert.NotNull(container.Resources.Limits["memory"]);
        });
    }
}
