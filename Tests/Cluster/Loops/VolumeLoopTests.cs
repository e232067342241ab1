using k8s.Models;
using Workshop.Cluster.Loops.Volumes;
using Workshop.Cluster.Registry;

namespace Workshop.Cluster.Tests.Loops;

public sealed class VolumeLoopTests : IDisposable
{
    private readonly LoopWorld _world = new();
    private readonly ClaimReconciler _claims;
    private readonly VolumeReconciler _volumes;

    public VolumeLoopTests()
    {
        var options = new ClusterOptions { StateFolder = Path.GetTempPath() };
        _claims = new ClaimReconciler(_world.Client, _world.Events, options);
        _volumes = new VolumeReconciler(_world.Client, _world.Events, options, _world.Time);
    }

    [Fact]
    public void A_claim_gets_the_smallest_volume_that_fits_its_class_size_modes_and_labels()
    {
        Volume("large", "5Gi");
        Volume("small", "1Gi");
        Volume("right", "3Gi");
        Volume("foreign", "2Gi", type: "fast");
        Volume("shared", "2Gi", modes: "ReadOnlyMany");
        Volume("unlabelled", "2Gi", label: "no");
        Claim("data", "2Gi", """, "selector":{"matchLabels":{"disk":"yes"}}""");

        _world.Pass(_claims, "data");

        Assert.Equal("right", _world.Get<V1PersistentVolumeClaim>("data").Spec.VolumeName);
        Assert.Equal("yes", _world.Get<V1PersistentVolume>("right", "").Metadata.Annotations["pv.kubernetes.io/bound-by-controller"]);
    }

    [Theory]
    [InlineData("Retain", "Released", null)]
    [InlineData("Delete", "Failed", "VolumeFailedDelete")]
    [InlineData("Recycle", "Failed", "VolumeFailedRecycle")]
    public void A_volume_made_by_hand_is_kept_when_its_claim_goes_and_says_why(string policy, string phase, string? reason)
    {
        Volume("disk", "1Gi", policy: policy);
        _world.Pass(_volumes, "disk", "");
        Assert.Equal("Available", _world.Get<V1PersistentVolume>("disk", "").Status.Phase);
        Claim("data", "1Gi");
        _world.Pass(_claims, "data");
        _world.Pass(_volumes, "disk", "");
        Assert.Equal("Bound", _world.Get<V1PersistentVolume>("disk", "").Status.Phase);
        _world.Client.Delete<V1PersistentVolumeClaim>("default", "data");
        _world.Pass(_claims, "data");

        _world.Pass(_volumes, "disk", "");
        _world.Pass(_volumes, "disk", "");

        Assert.Equal(phase, _world.Get<V1PersistentVolume>("disk", "").Status.Phase);
        Assert.Equal(reason is null ? 0 : 1, _world.Events.All.Count(line => line.Contains("VolumeFailed", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_volume_that_was_released_is_nobody_elses_until_its_claim_is_taken_off()
    {
        Volume("disk", "1Gi");
        Claim("data", "1Gi");
        _world.Pass(_claims, "data");
        _world.Client.Delete<V1PersistentVolumeClaim>("default", "data");
        _world.Pass(_claims, "data");
        Claim("next", "1Gi");

        _world.Pass(_claims, "next");
        Assert.True(string.IsNullOrEmpty(_world.Get<V1PersistentVolumeClaim>("next").Spec.VolumeName));
        _world.Change(_world.Get<V1PersistentVolume>("disk", ""), volume => volume.Spec.ClaimRef = null);
        _world.Pass(_claims, "next");
        Assert.Equal("disk", _world.Get<V1PersistentVolumeClaim>("next").Spec.VolumeName);
    }

    [Fact]
    public void A_claim_that_names_a_volume_gets_no_other_and_says_why_not_that_one()
    {
        Volume("disk", "1Gi");
        Claim("data", "2Gi", """, "volumeName":"disk" """);

        _world.Pass(_claims, "data");

        Assert.NotEqual("Bound", _world.Get<V1PersistentVolumeClaim>("data").Status.Phase);
        Assert.Equal(["Warning VolumeMismatch Cannot bind to requested volume \"disk\": requested PV is too small"], _world.Events.All);
    }

    [Fact]
    public void A_claim_whose_volume_vanishes_is_lost()
    {
        Volume("disk", "1Gi");
        Claim("data", "1Gi");
        _world.Pass(_claims, "data");
        _world.Change(_world.Get<V1PersistentVolume>("disk", ""), volume => volume.Metadata.Finalizers = null);
        _world.Client.Delete<V1PersistentVolume>("", "disk");

        _world.Pass(_claims, "data");

        Assert.Equal("Lost", _world.Get<V1PersistentVolumeClaim>("data").Status.Phase);
    }

    [Theory]
    [InlineData("workshop.dev/folder", "Bound", "Normal ProvisioningSucceeded")]
    [InlineData("example.com/x", "Pending", "Normal ExternalProvisioning")]
    public void Who_is_to_make_the_volume_is_told_on_the_claim(string provisioner, string phase, string told)
    {
        _world.Create(new V1StorageClass { Metadata = new V1ObjectMeta { Name = "manual" }, Provisioner = provisioner });
        Claim("data", "1Gi");

        _world.Pass(_claims, "data");

        var claim = _world.Get<V1PersistentVolumeClaim>("data");
        Assert.Equal(
            (phase, provisioner, provisioner),
            (claim.Status.Phase, claim.Metadata.Annotations["volume.kubernetes.io/storage-provisioner"], claim.Metadata.Annotations["volume.beta.kubernetes.io/storage-provisioner"]));
        Assert.StartsWith(told, _world.Events.All.Single(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_claim_grows_where_its_class_lets_it_and_never_shrinks()
    {
        _world.Create(new V1StorageClass { Metadata = new V1ObjectMeta { Name = "manual" }, Provisioner = "example.com/x", AllowVolumeExpansion = true });
        Volume("disk", "1Gi");
        Claim("data", "1Gi");
        _world.Pass(_claims, "data");

        Resize("2Gi");
        _world.Pass(_claims, "data");

        Assert.Equal("2Gi", _world.Get<V1PersistentVolumeClaim>("data").Status.Capacity["storage"].ToString());
        Assert.Contains("field can not be less than status.capacity", Assert.Throws<StatusException>(() => Resize("1Gi")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_such_a_class_it_stays_as_it_is()
    {
        Volume("disk", "1Gi");
        Claim("data", "1Gi");
        _world.Pass(_claims, "data");

        Assert.Equal(
            "persistentvolumeclaims \"data\" is forbidden: only dynamically provisioned pvc can be resized and the storageclass that provisions the pvc must support resize",
            Assert.Throws<StatusException>(() => Resize("2Gi")).Message);
    }

    [Fact]
    public void A_pods_ephemeral_volume_is_a_claim_of_its_own()
    {
        var pod = _world.Create<V1Pod>("""
            {"metadata":{"name":"p"},"spec":{"containers":[{"name":"c","image":"i"}],
             "volumes":[{"name":"scratch","ephemeral":{"volumeClaimTemplate":{"spec":{"accessModes":["ReadWriteOnce"],"resources":{"requests":{"storage":"1Gi"}}}}}}]}}
            """);

        _world.Pass(new EphemeralVolumeReconciler(_world.Client, _world.Events), "p");

        Assert.Equal(pod.Metadata.Uid, _world.Get<V1PersistentVolumeClaim>("p-scratch").Metadata.OwnerReferences.Single().Uid);
    }

    public void Dispose() => _world.Dispose();

    private void Volume(string name, string size, string type = "manual", string modes = "ReadWriteOnce", string label = "yes", string policy = "Retain") => _world.Create(new V1PersistentVolume
    {
        Metadata = new V1ObjectMeta { Name = name, Labels = new Dictionary<string, string> { ["disk"] = label } },
        Spec = new V1PersistentVolumeSpec
        {
            StorageClassName = type,
            AccessModes = [modes],
            Capacity = new Dictionary<string, ResourceQuantity> { ["storage"] = new(size) },
            HostPath = new V1HostPathVolumeSource { Path = "/nowhere" },
            PersistentVolumeReclaimPolicy = policy,
        },
    });

    private void Claim(string name, string size, string more = "") => _world.Create<V1PersistentVolumeClaim>(
        "{\"metadata\":{\"name\":\"" + name + "\"},\"spec\":{\"storageClassName\":\"manual\",\"accessModes\":[\"ReadWriteOnce\"],\"resources\":{\"requests\":{\"storage\":\"" + size + "\"}}" + more + "}}");

    private void Resize(string size) =>
        _world.Change(_world.Get<V1PersistentVolumeClaim>("data"), claim => claim.Spec.Resources.Requests["storage"] = new ResourceQuantity(size));
}
