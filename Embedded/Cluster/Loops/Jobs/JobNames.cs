using System.Globalization;
using k8s.Models;

namespace Workshop.Cluster.Loops.Jobs;

/// <summary>The words by which a Job and its pods know one another.</summary>
internal static class JobNames
{
    /// <summary>A pod carries it until its end is counted: what nobody has counted does not vanish.</summary>
    public const string Finalizer = "batch.kubernetes.io/job-tracking";

    public const string JobLabel = "batch.kubernetes.io/job-name";
    public const string IndexLabel = "batch.kubernetes.io/job-completion-index";
    public const string FailuresAnnotation = "batch.kubernetes.io/job-index-failure-count";
    public const string IgnoredFailuresAnnotation = "batch.kubernetes.io/job-index-ignored-failure-count";

    public static bool IsIndexed(V1Job job) => job.Spec.CompletionMode == "Indexed";

    public static bool IsSuspended(V1Job job) => job.Spec.Suspend == true;

    public static bool IsTracked(V1Pod pod) => pod.Metadata.Finalizers?.Contains(Finalizer) == true;

    /// <returns>The index that the pod works for; null: none that the Job has.</returns>
    public static int? IndexOf(V1Job job, V1Pod pod) => Number(pod, IndexLabel) is { } index && index < (job.Spec.Completions ?? 0) ? index : null;

    /// <summary>A number that an annotation of the pod keeps.</summary>
    public static int? Number(V1Pod pod, string annotation) =>
        pod.Metadata.Annotations?.TryGetValue(annotation, out var text) == true && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}
