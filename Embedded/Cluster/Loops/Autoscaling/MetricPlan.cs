using k8s.Models;
using Workshop.Cluster.Usage;

namespace Workshop.Cluster.Loops.Autoscaling;

/// <summary>Decides what each metric of an autoscaler says of its target; touches nothing. Only resources are measured here: nobody provides other metrics.</summary>
internal sealed class MetricPlan(string ns, ScaleTarget target, UsageSnapshot usage, Cluster.Autoscaling options, DateTimeOffset now)
{
    private const string NoCustomMetrics = "unable to fetch metrics from custom metrics API: no custom metrics API (custom.metrics.k8s.io) registered";

    public MetricOutcome For(V2MetricSpec spec) => spec.Type switch
    {
        "Resource" => Resource(spec.Resource),
        "ContainerResource" => ContainerResource(spec.ContainerResource),
        "Pods" => Pods(spec.Pods),
        "Object" => Object(spec.ObjectProperty),
        "External" => External(spec.External),
        _ => new MetricFailure("InvalidMetricSourceType", $"unknown metric source type \"{spec.Type}\"", $"unknown metric source type \"{spec.Type}\""),
    };

    private MetricOutcome Resource(V2ResourceMetricSource source)
    {
        try
        {
            var (proposal, value) = Measured(source.Name, source.Target, container: null);
            var status = new V2MetricStatus { Type = "Resource", Resource = new V2ResourceMetricStatus { Name = source.Name, Current = value } };
            return new MetricProposal(proposal.Replicas, NameOf(source.Name, proposal, "resource"), status);
        }
        catch (MetricException e)
        {
            return new MetricFailure("FailedGetResourceMetric", e.Message, $"failed to get {source.Name} resource metric value: {e.Message}");
        }
    }

    private MetricOutcome ContainerResource(V2ContainerResourceMetricSource source)
    {
        try
        {
            var (proposal, value) = Measured(source.Name, source.Target, source.Container);
            var status = new V2MetricStatus
            {
                Type = "ContainerResource",
                ContainerResource = new V2ContainerResourceMetricStatus { Name = source.Name, Container = source.Container, Current = value },
            };
            return new MetricProposal(proposal.Replicas, NameOf(source.Name, proposal, "container resource"), status);
        }
        catch (MetricException e)
        {
            return new MetricFailure("FailedGetContainerResourceMetric", e.Message, $"failed to get {source.Container} container metric value: {e.Message}");
        }
    }

    private static string NameOf(string resource, LoadProposal proposal, string what) => proposal.Percent is null ? $"{resource} {what}" : $"{resource} {what} utilization (percentage of request)";

    private (LoadProposal Proposal, V2MetricValueStatus Value) Measured(string resource, V2MetricTarget wanted, string? container)
    {
        var calculation = new ReplicaCalculation(target.Replicas, resource, options, now);
        var what = wanted.AverageValue is null ? "utilization" : "usage";
        try
        {
            var pods = target.Pods.Count > 0 ? target.Pods.Select(pod => Measure(pod, resource, container)).ToList() : throw new MetricException("no pods returned by selector while calculating replica count");
            var proposal = wanted.AverageValue is { } average
                ? calculation.ByAverage(pods, ReplicaCalculation.ToThousandths(average))
                : calculation.ByUtilization(pods, wanted.AverageUtilization ?? throw NoTarget(), container);
            return (proposal, new V2MetricValueStatus { AverageUtilization = proposal.Percent, AverageValue = new ResourceQuantity(UsageText.Thousandths(proposal.Average)) });
        }
        catch (MetricException e)
        {
            throw new MetricException($"failed to get {resource} {what}: {e.Message}");
        }
    }

    private static MetricException NoTarget() => new("invalid resource metric source: neither an average utilization target nor an average value (usage) target was set");

    private PodMeasure Measure(V1Pod pod, string resource, string? container)
    {
        if (!usage.Pods.TryGetValue(pod.Metadata.Uid, out var measured))
        {
            return new PodMeasure(pod, null, default, default);
        }

        var parts = measured.Containers.Where(part => container is null || part.Name == container).ToList();
        if (parts.Count == 0)
        {
            throw new MetricException($"unable to get metrics for resource {resource}: container {container} not present in metrics for pod {ns}/{pod.Metadata.Name}");
        }

        var amount = resource switch
        {
            "cpu" => parts.Sum(part => part.Millicores),
            "memory" => parts.Sum(part => part.Bytes) * 1000,
            _ => (long?)null,
        };
        return new PodMeasure(pod, amount, measured.Timestamp, measured.Window);
    }

    private static MetricFailure Pods(V2PodsMetricSource source)
    {
        var why = $"unable to get metric {source.Metric.Name}: {NoCustomMetrics}";
        return new MetricFailure("FailedGetPodsMetric", why, $"failed to get pods metric value: {why}");
    }

    // Kubernetes' own message puts its words in this order.
    private MetricFailure Object(V2ObjectMetricSource source)
    {
        var about = source.DescribedObject;
        var why = $"unable to get metric {source.Metric.Name}: {about?.Kind} on {ns} {about?.Name}/{NoCustomMetrics}";
        var error = source.Target.AverageValue is null ? why : $"failed to get {source.Metric.Name} object metric: {why}";
        return new MetricFailure("FailedGetObjectMetric", why, $"failed to get object metric value: {error}");
    }

    private MetricFailure External(V2ExternalMetricSource source)
    {
        var name = source.Metric.Name;
        var why = $"unable to get external metric {ns}/{name}/{Words(source.Metric.Selector)}: unable to fetch metrics from external metrics API: "
            + $"the server could not find the requested resource (get {name}.external.metrics.k8s.io)";
        var error = source.Target.AverageValue is null ? $"failed to get external metric {name}: {why}" : $"failed to get {name} external metric: {why}";
        return new MetricFailure("FailedGetExternalMetric", why, $"failed to get {name} external metric value: {error}");
    }

    // As Go prints the struct.
    private static string Words(V1LabelSelector? selector) => selector is null ? "nil"
        : $"&LabelSelector{{MatchLabels:map[string]string{{{string.Concat((selector.MatchLabels ?? new Dictionary<string, string>()).OrderBy(label => label.Key, StringComparer.Ordinal).Select(label => $"{label.Key}: {label.Value},"))}}},"
            + $"MatchExpressions:[]LabelSelectorRequirement{{{string.Concat((selector.MatchExpressions ?? []).Select(term => $"LabelSelectorRequirement{{Key:{term.Key},Operator:{term.OperatorProperty},Values:[{string.Join(' ', term.Values ?? [])}],}},"))}}},}}";
}
