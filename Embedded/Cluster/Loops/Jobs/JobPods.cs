using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>Makes the pods of Jobs from their template.</summary>
internal static class JobPods
{
    /// <param name="index">The completion that it works for; null where completions have no numbers.</param>
    /// <param name="before">With a limit for each index: the failed pod that it follows.</param>
    public static V1Pod New(V1Job job, int? index, V1Pod? before)
    {
        var template = job.Spec.Template;
        var pod = new V1Pod
        {
            ApiVersion = "v1",
            Kind = "Pod",
            Metadata = new V1ObjectMeta
            {
                GenerateName = index is null ? $"{job.Metadata.Name}-" : $"{IndexedName(job, index.Value)}-",
                NamespaceProperty = job.Metadata.NamespaceProperty,
                Labels = Copy(template.Metadata?.Labels),
                Annotations = Copy(template.Metadata?.Annotations),
                Finalizers = [.. (template.Metadata?.Finalizers ?? []).Append(JobNames.Finalizer).Distinct()],
                OwnerReferences = [Owners.ReferenceTo(job, "batch/v1", "Job")],
            },
            Spec = template.Spec,
        };
        return index is { } number ? ForIndex(job, pod, number, before) : pod;
    }

    private static V1Pod ForIndex(V1Job job, V1Pod pod, int index, V1Pod? before)
    {
        var text = Text(index);
        pod.Metadata.Labels[JobNames.IndexLabel] = text;
        pod.Metadata.Annotations[JobNames.IndexLabel] = text;
        if (job.Spec.BackoffLimitPerIndex is not null)
        {
            CountFailures(job, pod, before);
        }

        foreach (var container in (pod.Spec.InitContainers ?? []).Concat(pod.Spec.Containers).Where(container => container.Env?.Any(variable => variable.Name == "JOB_COMPLETION_INDEX") != true))
        {
            container.Env = [.. container.Env ?? [], new V1EnvVar
            {
                Name = "JOB_COMPLETION_INDEX",
                ValueFrom = new V1EnvVarSource { FieldRef = new V1ObjectFieldSelector { FieldPath = $"metadata.labels['{JobNames.IndexLabel}']" } },
            }];
        }

        pod.Spec.Hostname = IndexedName(job, index);
        return pod;
    }

    private static void CountFailures(V1Job job, V1Pod pod, V1Pod? before)
    {
        var (counted, ignored) = before is null ? (0, 0) : (JobNames.Number(before, JobNames.FailuresAnnotation) ?? 0, JobNames.Number(before, JobNames.IgnoredFailuresAnnotation) ?? 0);
        var countsBefore = before is not null && JobFailurePolicy.Judge(job, before).Counts;
        pod.Metadata.Annotations[JobNames.FailuresAnnotation] = Text(counted + (countsBefore ? 1 : 0));
        if (ignored + (before is null || countsBefore ? 0 : 1) is > 0 and var all)
        {
            pod.Metadata.Annotations[JobNames.IgnoredFailuresAnnotation] = Text(all);
        }
    }

    private static string IndexedName(V1Job job, int index) => $"{job.Metadata.Name}-{Text(index)}";

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static Dictionary<string, string> Copy(IDictionary<string, string>? map) => new(map ?? new Dictionary<string, string>());
}
