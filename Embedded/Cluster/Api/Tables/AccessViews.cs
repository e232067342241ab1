using System.Globalization;
using k8s;
using k8s.Models;
using static Workshop.Cluster.Api.Tables.TableColumn;

namespace Workshop.Cluster.Api.Tables;

/// <summary>Roles and bindings.</summary>
internal static class AccessViews
{
    public static TableView Role { get; } = TableView.Of<V1Role>([ObjectName, new("Created At")], (item, _) => [item.Name(), Created(item)]);

    public static TableView ClusterRole { get; } = TableView.Of<V1ClusterRole>([ObjectName, new("Created At")], (item, _) => [item.Name(), Created(item)]);

    public static TableView RoleBinding { get; } = TableView.Of<V1RoleBinding>(BindingColumns, (item, now) => Binding(item, item.RoleRef, item.Subjects, now));

    public static TableView ClusterRoleBinding { get; } = TableView.Of<V1ClusterRoleBinding>(BindingColumns, (item, now) => Binding(item, item.RoleRef, item.Subjects, now));

    private static TableColumn[] BindingColumns => [ObjectName, new("Role"), Age, Wide("Users"), Wide("Groups"), Wide("ServiceAccounts")];

    private static object[] Binding(IKubernetesObject<V1ObjectMeta> item, V1RoleRef role, IList<Rbacv1Subject>? subjects, DateTimeOffset now) =>
    [
        item.Metadata.Name,
        $"{role.Kind}/{role.Name}",
        HumanText.Age(item.Metadata.CreationTimestamp, now),
        Subjects(subjects, "User", subject => subject.Name),
        Subjects(subjects, "Group", subject => subject.Name),
        Subjects(subjects, "ServiceAccount", subject => $"{subject.NamespaceProperty}/{subject.Name}"),
    ];

    private static string Subjects(IList<Rbacv1Subject>? subjects, string kind, Func<Rbacv1Subject, string> name) =>
        string.Join(", ", (subjects ?? []).Where(subject => subject.Kind == kind).Select(name));

    private static string Created(IKubernetesObject<V1ObjectMeta> item) =>
        item.Metadata.CreationTimestamp?.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture) ?? "";
}
