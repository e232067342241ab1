using Workshop.Cluster.Images;

namespace Workshop.Cluster.Nodes.Pods;

/// <summary>Decides whether a container's image is there, and what the kubelet says about it. Nothing is ever pulled: what the catalogue lists is present.</summary>
/// <param name="Image">Null: the container has to wait.</param>
/// <param name="PullDelay">Until the next try to pull.</param>
internal sealed record ImagePlan(ContainerImage? Image, IReadOnlyList<PodEvent> Events, string Reason, string? Message, DateTimeOffset? RetryAt, TimeSpan PullDelay)
{
    /// <summary>How long a failed pull shows as such before it shows as a back-off.</summary>
    private static readonly TimeSpan ErrorShows = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan MostDelay = TimeSpan.FromMinutes(5);

    public static ImagePlan For(ImageCatalogue catalogue, string image, string? policy, ContainerMemory memory, DateTimeOffset now)
    {
        if (ImageReference.TryParse(image, out var error) is not { } reference)
        {
            var invalid = $"Failed to apply default image tag \"{image}\": couldn't parse image name \"{image}\": {error}";
            return Wait(WaitingReasons.InvalidName, invalid, now + FirstDelay, TimeSpan.Zero, PodEvent.Warning("InspectFailed", invalid));
        }

        if (ImageLookup.Find(catalogue, reference) is { } found)
        {
            return new ImagePlan(found, policy == "Always" ? Pulled(image) : [PodEvent.Normal("Pulled", $"Container image \"{image}\" already present on machine")], "", null, null, TimeSpan.Zero);
        }

        if (policy == "Never")
        {
            var absent = $"Container image \"{image}\" is not present with pull policy of Never";
            return Wait(WaitingReasons.NeverPull, absent, now + FirstDelay, TimeSpan.Zero, PodEvent.Warning(WaitingReasons.NeverPull, absent));
        }

        if (memory is { Stage: ContainerStage.Waiting, WaitingReason: WaitingReasons.PullError })
        {
            var backOff = $"Back-off pulling image \"{image}\"";
            return Wait(WaitingReasons.PullBackOff, backOff, now + memory.PullDelay - ErrorShows, memory.PullDelay, PodEvent.Normal("BackOff", backOff));
        }

        var failure = ImageLookup.ExplainMissing(catalogue, image, reference);
        var delay = memory.PullDelay == TimeSpan.Zero ? FirstDelay : memory.PullDelay * 2 < MostDelay ? memory.PullDelay * 2 : MostDelay;
        return Wait(
            WaitingReasons.PullError,
            failure,
            now + ErrorShows,
            delay,
            PodEvent.Normal("Pulling", $"Pulling image \"{image}\""),
            PodEvent.Warning("Failed", $"Failed to pull image \"{image}\": {failure}"));
    }

    private static PodEvent[] Pulled(string image) =>
    [
        PodEvent.Normal("Pulling", $"Pulling image \"{image}\""),
        PodEvent.Normal("Pulled", $"Successfully pulled image \"{image}\" in 0s (0s including waiting). Image size: 0 bytes."),
    ];

    private static ImagePlan Wait(string reason, string message, DateTimeOffset retryAt, TimeSpan pullDelay, params IEnumerable<PodEvent> events) =>
        new(null, [.. events, PodEvent.Warning("Failed", $"Error: {reason}")], reason, message, retryAt, pullDelay);
}
