using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Rules;

/// <summary>The limits of rollouts: a number of pods, or a share of them.</summary>
internal static class RolloutShares
{
    public static void Validate(JsonNode value, string field, bool mayExceedAll, FieldErrors errors)
    {
        if (value.GetValueKind() == JsonValueKind.Number)
        {
            if (value.ToJsonString().StartsWith('-'))
            {
                errors.Invalid(field, long.Parse(value.ToJsonString(), CultureInfo.InvariantCulture), "must be greater than or equal to 0");
            }
        }
        else if (Percent(value) is not { } percent)
        {
            errors.Invalid(
                field,
                GoText.IntOrString(value),
                "a valid percent string must be a numeric string followed by an ending '%' (e.g. '1%',  or '93%', regex used for validation is '[0-9]+%')");
        }
        else if (percent > 100 && !mayExceedAll)
        {
            errors.Invalid(field, GoText.IntOrString(value), "must not be greater than 100%");
        }
    }

    public static bool IsZero(JsonNode value) => value.ToJsonString() == "0" || Percent(value) == 0;

    private static int? Percent(JsonNode value)
    {
        var text = value.Text();
        return text.EndsWith('%') && int.TryParse(text.AsSpan(0, text.Length - 1), NumberStyles.None, CultureInfo.InvariantCulture, out var percent) ? percent : null;
    }
}
