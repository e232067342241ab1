using k8s.Models;
using Workshop.Cluster.Nodes.Volumes;

namespace Workshop.Cluster.Tests.Nodes;

/// <summary>The API refuses paths that leave a volume; the node does not rely on that.</summary>
public sealed class VolumePathTests : IDisposable
{
    private readonly TemporaryFolder _state = new();

    public void Dispose() => _state.Dispose();

    [Theory]
    [InlineData("../../kubeconfig")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../../b")]
    public void A_projected_path_stays_within_its_volume(string path)
    {
        var volume = new V1Volume { Name = "v", Projected = new V1ProjectedVolumeSource { Sources = [new V1VolumeProjection { ServiceAccountToken = new V1ServiceAccountTokenProjection { Path = path } }] } };

        // The path is looked at before anything of the pod or its account is.
        Assert.Contains(path, Assert.Throws<VolumeException>(() => VolumePayload.For(volume, null!, null!)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("../../../kubeconfig")]
    [InlineData("/etc")]
    public void A_subPath_that_a_variable_leads_out_of_the_volume_is_not_mounted(string sub)
    {
        using var folders = new PodFolder(new ClusterOptions { StateFolder = _state.Path });
        var container = new V1Container { Name = "c", VolumeMounts = [new V1VolumeMount { Name = "v", MountPath = "/x", SubPathExpr = "$(SUB)" }] };
        var pod = new V1Pod { Metadata = new V1ObjectMeta { Name = "p", Uid = "1" }, Spec = new V1PodSpec { Containers = [container], Volumes = [new V1Volume { Name = "v", EmptyDir = new V1EmptyDirVolumeSource() }] } };

        var refused = Assert.Throws<VolumeException>(() => new PodVolumes(folders, TimeProvider.System).MountsOf(pod, container, new Dictionary<string, string> { ["SUB"] = sub }).ToList());

        Assert.Contains("leaves the volume", refused.Message, StringComparison.Ordinal);
    }
}
