using Workshop.Cluster.Kinds;
using Workshop.Cluster.Registry.Rules.Batch;
using Workshop.Cluster.Registry.Rules.Definitions;
using Workshop.Cluster.Registry.Rules.Networking;
using Workshop.Cluster.Registry.Rules.Policy;
using Workshop.Cluster.Registry.Rules.Storage;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>Which rules a kind has.</summary>
internal static class KindRulesTable
{
    private static readonly KindRules Plain = new();

    private static readonly Dictionary<ResourceKind, KindRules> Rules = new(ReferenceEqualityComparer.Instance)
    {
        [KindTable.Namespace] = new NamespaceRules(),
        [KindTable.Pod] = new PodRules(),
        [KindTable.Node] = new NodeRules(),
        [KindTable.Service] = new ServiceRules(),
        [KindTable.Endpoints] = new EndpointsRules(),
        [KindTable.ConfigMap] = new ConfigMapRules(),
        [KindTable.Secret] = new SecretRules(),
        [KindTable.Event] = new EventRules(),
        [KindTable.Deployment] = new DeploymentRules(),
        [KindTable.ReplicaSet] = new ReplicaSetRules(),
        [KindTable.ReplicationController] = new ReplicationControllerRules(),
        [KindTable.PodTemplate] = new PodTemplateRules(),
        [KindTable.DaemonSet] = new DaemonSetRules(),
        [KindTable.Job] = new JobRules(),
        [KindTable.CronJob] = new CronJobRules(),
        [KindTable.PodDisruptionBudget] = new DisruptionBudgetRules(),
        [KindTable.ResourceQuota] = new ResourceQuotaRules(),
        [KindTable.LimitRange] = new LimitRangeRules(),
        [KindTable.PriorityClass] = new PriorityClassRules(),
        [KindTable.Ingress] = new IngressRules(),
        [KindTable.IngressClass] = new IngressClassRules(),
        [KindTable.NetworkPolicy] = new NetworkPolicyRules(),
        [KindTable.HorizontalPodAutoscaler] = new AutoscalerRules(),
        [KindTable.StatefulSet] = new StatefulSetRules(),
        [KindTable.PersistentVolume] = new VolumeRules(),
        [KindTable.PersistentVolumeClaim] = new ClaimRules(),
        [KindTable.StorageClass] = new StorageClassRules(),
        [KindTable.Role] = new RoleRules(isCluster: false),
        [KindTable.ClusterRole] = new RoleRules(isCluster: true),
        [KindTable.RoleBinding] = new RoleBindingRules(isCluster: false),
        [KindTable.ClusterRoleBinding] = new RoleBindingRules(isCluster: true),
        [KindTable.EndpointSlice] = new EndpointSliceRules(),
        [KindTable.Lease] = new LeaseRules(),
        [KindTable.CustomResourceDefinition] = new DefinitionRules(),
    };

    public static KindRules Of(ResourceKind kind) => kind.Custom?.Rules ?? Rules.GetValueOrDefault(kind, Plain);
}
