using k8s.Models;

namespace Workshop.Cluster.Kinds;

/// <summary>The built-in kinds, in discovery order. A new kind is a row; kinds that users define join them in <see cref="KindSet"/>.</summary>
internal static class KindTable
{
    public static readonly ResourceKind Namespace = new("", "v1", "Namespace", "namespaces", "namespace", typeof(V1Namespace))
    {
        IsNamespaced = false,
        ShortNames = ["ns"],
        Verbs = ["create", "delete", "get", "list", "patch", "update", "watch"],
        Subresources = ["status", "finalize"],
    };

    public static readonly ResourceKind Node = new("", "v1", "Node", "nodes", "node", typeof(V1Node))
    {
        IsNamespaced = false,
        ShortNames = ["no"],
        Subresources = ["status", "proxy"],
    };

    public static readonly ResourceKind Pod = new("", "v1", "Pod", "pods", "pod", typeof(V1Pod))
    {
        ShortNames = ["po"],
        Categories = ["all"],
        Subresources = ["status", "log", "binding", "proxy", "eviction", "exec", "attach", "portforward", "ephemeralcontainers"],
    };

    public static readonly ResourceKind Service = new("", "v1", "Service", "services", "service", typeof(V1Service))
    {
        ShortNames = ["svc"],
        Categories = ["all"],
        Subresources = ["status", "proxy"],
    };

    public static readonly ResourceKind Endpoints = new("", "v1", "Endpoints", "endpoints", "endpoints", typeof(V1Endpoints)) { ShortNames = ["ep"] };

    /// <summary>What a scheduler may send in place of a pod's own <c>binding</c>.</summary>
    public static readonly ResourceKind Binding = new("", "v1", "Binding", "bindings", "binding", typeof(V1Binding)) { Verbs = ["create"] };

    public static readonly ResourceKind ComponentStatus = new("", "v1", "ComponentStatus", "componentstatuses", "componentstatus", typeof(V1ComponentStatus))
    {
        IsNamespaced = false,
        ShortNames = ["cs"],
        Verbs = ["get", "list"],
        IsComputed = true,
        Deprecation = "v1 ComponentStatus is deprecated in v1.19+",
    };

    public static readonly ResourceKind PodTemplate = new("", "v1", "PodTemplate", "podtemplates", "podtemplate", typeof(V1PodTemplate));

    public static readonly ResourceKind ConfigMap = new("", "v1", "ConfigMap", "configmaps", "configmap", typeof(V1ConfigMap)) { ShortNames = ["cm"] };

    public static readonly ResourceKind Secret = new("", "v1", "Secret", "secrets", "secret", typeof(V1Secret));

    public static readonly ResourceKind Event = new("", "v1", "Event", "events", "event", typeof(Corev1Event)) { ShortNames = ["ev"] };

    /// <summary>The same events in the words of newer recorders.</summary>
    public static readonly ResourceKind EventV1 = new("events.k8s.io", "v1", "Event", "events", "event", typeof(Eventsv1Event)) { ShortNames = ["ev"], StoredAs = Event };

    public static readonly ResourceKind ServiceAccount = new("", "v1", "ServiceAccount", "serviceaccounts", "serviceaccount", typeof(V1ServiceAccount))
    {
        ShortNames = ["sa"],
        Subresources = ["token"],
    };

    public static readonly ResourceKind ReplicationController =
        new("", "v1", "ReplicationController", "replicationcontrollers", "replicationcontroller", typeof(V1ReplicationController))
        {
            ShortNames = ["rc"],
            Categories = ["all"],
            Subresources = ["status", "scale"],
        };

    public static readonly ResourceKind Deployment = new("apps", "v1", "Deployment", "deployments", "deployment", typeof(V1Deployment))
    {
        ShortNames = ["deploy"],
        Categories = ["all"],
        Subresources = ["status", "scale"],
    };

    public static readonly ResourceKind ReplicaSet = new("apps", "v1", "ReplicaSet", "replicasets", "replicaset", typeof(V1ReplicaSet))
    {
        ShortNames = ["rs"],
        Categories = ["all"],
        Subresources = ["status", "scale"],
    };

    public static readonly ResourceKind EndpointSlice = new("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices", "endpointslice", typeof(V1EndpointSlice));

    public static readonly ResourceKind Lease = new("coordination.k8s.io", "v1", "Lease", "leases", "lease", typeof(V1Lease));

    public static readonly ResourceKind StatefulSet = new("apps", "v1", "StatefulSet", "statefulsets", "statefulset", typeof(V1StatefulSet))
    {
        ShortNames = ["sts"],
        Categories = ["all"],
        Subresources = ["status", "scale"],
    };

    public static readonly ResourceKind DaemonSet = new("apps", "v1", "DaemonSet", "daemonsets", "daemonset", typeof(V1DaemonSet))
    {
        ShortNames = ["ds"],
        Categories = ["all"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind ControllerRevision = new("apps", "v1", "ControllerRevision", "controllerrevisions", "controllerrevision", typeof(V1ControllerRevision));

    public static readonly ResourceKind Job = new("batch", "v1", "Job", "jobs", "job", typeof(V1Job))
    {
        Categories = ["all"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind CronJob = new("batch", "v1", "CronJob", "cronjobs", "cronjob", typeof(V1CronJob))
    {
        ShortNames = ["cj"],
        Categories = ["all"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind PersistentVolume = new("", "v1", "PersistentVolume", "persistentvolumes", "persistentvolume", typeof(V1PersistentVolume))
    {
        IsNamespaced = false,
        ShortNames = ["pv"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind PersistentVolumeClaim = new("", "v1", "PersistentVolumeClaim", "persistentvolumeclaims", "persistentvolumeclaim", typeof(V1PersistentVolumeClaim))
    {
        ShortNames = ["pvc"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind ResourceQuota = new("", "v1", "ResourceQuota", "resourcequotas", "resourcequota", typeof(V1ResourceQuota))
    {
        ShortNames = ["quota"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind LimitRange = new("", "v1", "LimitRange", "limitranges", "limitrange", typeof(V1LimitRange)) { ShortNames = ["limits"] };

    public static readonly ResourceKind StorageClass = new("storage.k8s.io", "v1", "StorageClass", "storageclasses", "storageclass", typeof(V1StorageClass))
    {
        IsNamespaced = false,
        ShortNames = ["sc"],
    };

    public static readonly ResourceKind PodDisruptionBudget = new("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets", "poddisruptionbudget", typeof(V1PodDisruptionBudget))
    {
        ShortNames = ["pdb"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind HorizontalPodAutoscaler =
        new("autoscaling", "v2", "HorizontalPodAutoscaler", "horizontalpodautoscalers", "horizontalpodautoscaler", typeof(V2HorizontalPodAutoscaler))
        {
            ShortNames = ["hpa"],
            Categories = ["all"],
            Subresources = ["status"],
        };

    /// <summary>What <c>kubectl autoscale</c> sends; kept as v2.</summary>
    public static readonly ResourceKind HorizontalPodAutoscalerV1 = HorizontalPodAutoscaler with { Version = "v1", Model = typeof(V1HorizontalPodAutoscaler), StoredAs = HorizontalPodAutoscaler };

    public static readonly ResourceKind PriorityClass = new("scheduling.k8s.io", "v1", "PriorityClass", "priorityclasses", "priorityclass", typeof(V1PriorityClass))
    {
        IsNamespaced = false,
        ShortNames = ["pc"],
    };

    public static readonly ResourceKind Ingress = new("networking.k8s.io", "v1", "Ingress", "ingresses", "ingress", typeof(V1Ingress))
    {
        ShortNames = ["ing"],
        Subresources = ["status"],
    };

    public static readonly ResourceKind IngressClass = new("networking.k8s.io", "v1", "IngressClass", "ingressclasses", "ingressclass", typeof(V1IngressClass)) { IsNamespaced = false };

    public static readonly ResourceKind NetworkPolicy = new("networking.k8s.io", "v1", "NetworkPolicy", "networkpolicies", "networkpolicy", typeof(V1NetworkPolicy)) { ShortNames = ["netpol"] };

    public static readonly ResourceKind Role = new("rbac.authorization.k8s.io", "v1", "Role", "roles", "role", typeof(V1Role));

    public static readonly ResourceKind RoleBinding = new("rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", "rolebinding", typeof(V1RoleBinding));

    public static readonly ResourceKind ClusterRole = new("rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", "clusterrole", typeof(V1ClusterRole)) { IsNamespaced = false };

    public static readonly ResourceKind ClusterRoleBinding =
        new("rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", "clusterrolebinding", typeof(V1ClusterRoleBinding)) { IsNamespaced = false };

    public static readonly ResourceKind CustomResourceDefinition =
        new("apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", "customresourcedefinition", typeof(V1CustomResourceDefinition))
        {
            IsNamespaced = false,
            ShortNames = ["crd", "crds"],
            Categories = ["api-extensions"],
            Subresources = ["status"],
        };

    public static readonly ResourceKind TokenReview = Question("authentication.k8s.io", "TokenReview", "tokenreviews", typeof(V1TokenReview));

    public static readonly ResourceKind SelfSubjectReview = Question("authentication.k8s.io", "SelfSubjectReview", "selfsubjectreviews", typeof(V1SelfSubjectReview));

    public static readonly ResourceKind SubjectAccessReview = Question("authorization.k8s.io", "SubjectAccessReview", "subjectaccessreviews", typeof(V1SubjectAccessReview));

    public static readonly ResourceKind SelfSubjectAccessReview = Question("authorization.k8s.io", "SelfSubjectAccessReview", "selfsubjectaccessreviews", typeof(V1SelfSubjectAccessReview));

    public static readonly ResourceKind SelfSubjectRulesReview = Question("authorization.k8s.io", "SelfSubjectRulesReview", "selfsubjectrulesreviews", typeof(V1SelfSubjectRulesReview));

    public static readonly ResourceKind LocalSubjectAccessReview =
        Question("authorization.k8s.io", "LocalSubjectAccessReview", "localsubjectaccessreviews", typeof(V1LocalSubjectAccessReview)) with { IsNamespaced = true };

    public static readonly ResourceKind PodMetrics = new("metrics.k8s.io", "v1beta1", "PodMetrics", "pods", "", typeof(PodMetrics)) { Verbs = ["get", "list"], IsComputed = true };

    public static readonly ResourceKind NodeMetrics =
        new("metrics.k8s.io", "v1beta1", "NodeMetrics", "nodes", "", typeof(NodeMetrics)) { IsNamespaced = false, Verbs = ["get", "list"], IsComputed = true };

    public static IReadOnlyList<ResourceKind> All { get; } =
    [
        Namespace, Node, Pod, Service, Endpoints, ConfigMap, Secret, Event, ServiceAccount, PersistentVolume, PersistentVolumeClaim, ReplicationController,
        ResourceQuota, LimitRange, PodTemplate, Binding, ComponentStatus,
        Deployment, ReplicaSet, StatefulSet, DaemonSet, ControllerRevision,
        HorizontalPodAutoscaler, HorizontalPodAutoscalerV1,
        CronJob, Job,
        StorageClass,
        PodDisruptionBudget,
        Ingress, IngressClass, NetworkPolicy,
        PriorityClass,
        TokenReview, SelfSubjectReview,
        SubjectAccessReview, SelfSubjectAccessReview, SelfSubjectRulesReview, LocalSubjectAccessReview,
        Role, RoleBinding, ClusterRole, ClusterRoleBinding,
        EndpointSlice,
        Lease,
        EventV1,
        NodeMetrics, PodMetrics,
        CustomResourceDefinition,
    ];

    /// <summary>Those whose objects are kept; the others are questions, measures, or another version of one of these.</summary>
    public static IReadOnlyList<ResourceKind> Stored { get; } = [.. All.Where(kind => kind.IsStored)];

    private static ResourceKind Question(string group, string kind, string plural, Type model) =>
        new(group, "v1", kind, plural, plural[..^1], model) { IsNamespaced = false, Verbs = ["create"] };

    /// <summary>The kind whose objects are decoded as <typeparamref name="T"/>.</summary>
    public static ResourceKind Of<T>() => All.First(kind => kind.Model == typeof(T));
}
