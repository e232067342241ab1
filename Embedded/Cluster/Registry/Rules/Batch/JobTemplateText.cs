using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Batch;

/// <summary>A Job's pod template in messages, and in comparisons.</summary>
internal static class JobTemplateText
{
    private static readonly string[] Directives = ["nodeSelector", "tolerations", "affinity", "schedulingGates"];

    /// <summary>The template, without what may change.</summary>
    public static JsonObject Comparable(JsonObject spec, bool mayMove)
    {
        var template = spec.Obj("template")!.DeepClone().AsObject();
        if (mayMove)
        {
            (template["metadata"] as JsonObject)?.Remove("labels");
            (template["metadata"] as JsonObject)?.Remove("annotations");
            foreach (var field in Directives)
            {
                (template["spec"] as JsonObject)?.Remove(field);
            }
        }

        return template;
    }

    /// <summary>As Kubernetes shows it: a dump of its struct, here without the pod's spec, in which pointers are printed as addresses anyway.</summary>
    public static GoExpression Of(JsonObject template)
    {
        var metadata = template.Obj("metadata");
        return new GoExpression(
            "core.PodTemplateSpec{ObjectMeta:v1.ObjectMeta{Name:\"\", GenerateName:\"\", Namespace:\"\", SelfLink:\"\", UID:\"\", ResourceVersion:\"\", Generation:0, "
            + "CreationTimestamp:time.Date(1, time.January, 1, 0, 0, 0, 0, time.UTC), DeletionTimestamp:<nil>, DeletionGracePeriodSeconds:(*int64)(nil), "
            + $"Labels:{GoText.StringMap(metadata.Obj("labels"))}, Annotations:{GoText.StringMap(metadata.Obj("annotations"))}, "
            + "OwnerReferences:[]v1.OwnerReference(nil), Finalizers:[]string(nil), ManagedFields:[]v1.ManagedFieldsEntry(nil)}, Spec:core.PodSpec{…}}");
    }
}
