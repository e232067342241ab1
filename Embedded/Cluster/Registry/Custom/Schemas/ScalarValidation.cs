using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Workshop.Cluster.Registry.Custom.Schemas;

/// <summary>Texts and numbers against the limits that a schema sets them.</summary>
internal static class ScalarValidation
{
    public static void Validate(ValueLimits limits, JsonValue value, string path, FieldErrors errors)
    {
        switch (value.GetValueKind())
        {
            case JsonValueKind.String:
                ValidateText(limits, value.Text(), path, errors);
                break;
            case JsonValueKind.Number:
                ValidateNumber(limits, value, path, errors);
                break;
            default:
                break;
        }
    }

    private static void ValidateText(ValueLimits limits, string text, string path, FieldErrors errors)
    {
        var length = text.EnumerateRunes().Count();
        if (length > limits.MaxLength)
        {
            errors.TooLongText(path, limits.MaxLength.Value);
        }
        else if (length < limits.MinLength)
        {
            errors.Invalid(path, text, $"{path} in body should be at least {limits.MinLength} chars long");
        }
        else if (limits.Matcher is { } matcher && !matcher.Value.IsMatch(text))
        {
            errors.Invalid(path, text, $"{path} in body should match '{limits.Pattern}'");
        }

        if (!TextFormats.IsRight(limits.Format, text))
        {
            errors.Invalid(path, text, $"{path} in body must be of type {limits.Format}: {GoText.Quote(text)}");
        }
    }

    private static void ValidateNumber(ValueLimits limits, JsonValue value, string path, FieldErrors errors)
    {
        var number = double.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        var shown = new GoExpression(value.ToJsonString());
        if (limits.Minimum is { } least && (limits.ExclusiveMinimum ? number <= least : number < least))
        {
            errors.Invalid(path, shown, string.Create(CultureInfo.InvariantCulture, $"{path} in body should be greater than {(limits.ExclusiveMinimum ? "" : "or equal to ")}{least}"));
        }

        if (limits.Maximum is { } most && (limits.ExclusiveMaximum ? number >= most : number > most))
        {
            errors.Invalid(path, shown, string.Create(CultureInfo.InvariantCulture, $"{path} in body should be less than {(limits.ExclusiveMaximum ? "" : "or equal to ")}{most}"));
        }

        if (limits.MultipleOf is { } step && Math.Abs(Math.IEEERemainder(number, step)) > 1e-9)
        {
            errors.Invalid(path, shown, string.Create(CultureInfo.InvariantCulture, $"{path} in body should be a multiple of {step}"));
        }

        if (limits.Format == "int32" && (number < int.MinValue || number > int.MaxValue))
        {
            errors.Invalid(path, shown, $"{path} in body must be of type int32: \"int64\"");
        }
    }
}
