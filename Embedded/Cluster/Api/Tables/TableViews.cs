using k8s;
using k8s.Models;
using Workshop.Cluster.Kinds;

namespace Workshop.Cluster.Api.Tables;

/// <summary>The view of every kind: columns, types and priorities are Kubernetes' own. A new kind is a row; one without shows name and age.</summary>
internal static class TableViews
{
    private static readonly Dictionary<ResourceKind, TableView> Known = new()
    {
        [KindTable.Namespace] = SmallViews.Namespace,
        [KindTable.Node] = NodeView.View,
        [KindTable.Pod] = PodView.View,
        [KindTable.Service] = ServiceView.View,
        [KindTable.Endpoints] = EndpointViews.Endpoints,
        [KindTable.ComponentStatus] = SmallViews.ComponentStatus,
        [KindTable.PodTemplate] = WorkloadViews.PodTemplate,
        [KindTable.ConfigMap] = SmallViews.ConfigMap,
        [KindTable.Secret] = SmallViews.Secret,
        [KindTable.Event] = EventView.View,
        [KindTable.EventV1] = EventView.NewerView,
        [KindTable.ServiceAccount] = SmallViews.ServiceAccount,
        [KindTable.Deployment] = WorkloadViews.Deployment,
        [KindTable.ReplicaSet] = WorkloadViews.ReplicaSet,
        [KindTable.ReplicationController] = WorkloadViews.ReplicationController,
        [KindTable.DaemonSet] = WorkloadViews.DaemonSet,
        [KindTable.Job] = BatchViews.Job,
        [KindTable.CronJob] = BatchViews.CronJob,
        [KindTable.PodDisruptionBudget] = PolicyViews.DisruptionBudget,
        [KindTable.ResourceQuota] = QuotaViews.Quota,
        [KindTable.LimitRange] = QuotaViews.LimitRange,
        [KindTable.HorizontalPodAutoscaler] = AutoscalerView.View,
        [KindTable.HorizontalPodAutoscalerV1] = AutoscalerView.OldView,
        [KindTable.PodMetrics] = UsageViews.Pod,
        [KindTable.NodeMetrics] = UsageViews.Node,
        [KindTable.PriorityClass] = PolicyViews.PriorityClass,
        [KindTable.Ingress] = PolicyViews.Ingress,
        [KindTable.IngressClass] = PolicyViews.IngressClass,
        [KindTable.NetworkPolicy] = PolicyViews.NetworkPolicy,
        [KindTable.StatefulSet] = StorageViews.StatefulSet,
        [KindTable.ControllerRevision] = StorageViews.ControllerRevision,
        [KindTable.PersistentVolume] = StorageViews.Volume,
        [KindTable.PersistentVolumeClaim] = StorageViews.Claim,
        [KindTable.StorageClass] = StorageViews.Class,
        [KindTable.Role] = AccessViews.Role,
        [KindTable.ClusterRole] = AccessViews.ClusterRole,
        [KindTable.RoleBinding] = AccessViews.RoleBinding,
        [KindTable.ClusterRoleBinding] = AccessViews.ClusterRoleBinding,
        [KindTable.EndpointSlice] = EndpointViews.EndpointSlice,
        [KindTable.Lease] = SmallViews.Lease,
        [KindTable.CustomResourceDefinition] = CustomViews.Definition,
    };

    private static readonly TableView Plain = new(
        [TableColumn.ObjectName, TableColumn.Age],
        (item, now) => [item.Key.Name, HumanText.Age(KubernetesJson.Deserialize<V1PartialObject>(new MemoryStream(item.Json.ToArray())).Metadata?.CreationTimestamp, now)]);

    public static TableView For(ResourceKind kind) => kind.Custom is { } custom ? CustomViews.Of(custom) : Known.GetValueOrDefault(kind, Plain);

    /// <summary>What all objects have.</summary>
    private sealed class V1PartialObject
    {
        [System.Text.Json.Serialization.JsonPropertyName("metadata")]
        public V1ObjectMeta? Metadata { get; set; }
    }
}
