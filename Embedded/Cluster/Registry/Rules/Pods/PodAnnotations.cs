using System.Globalization;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>Annotations of pods that mean something to Kubernetes itself.</summary>
internal static class PodAnnotations
{
    private const string DeletionCost = "controller.kubernetes.io/pod-deletion-cost";

    public static void Validate(JsonObject? metadata, string at, FieldErrors errors)
    {
        if (metadata.Obj("annotations").Str(DeletionCost) is { } cost && !IsNumber(cost))
        {
            errors.Invalid($"{at}[{DeletionCost}]", cost, "must be a 32bit integer");
        }
    }

    // Neither a plus nor leading zeros.
    private static bool IsNumber(string text) => text is "0" or ['-' or (>= '1' and <= '9'), ..] && int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out _);
}
