using System.Globalization;
using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;

namespace Workshop.Cluster.Registry.Rules.Policy;

internal sealed class LimitRangeRules : KindRules
{
    private static readonly string[] Defaults = ["default", "defaultRequest"];
    private static readonly string[] Bounds = ["max", "min", "default", "defaultRequest", "maxLimitRequestRatio"];

    /// <summary>For containers, a bound that stands alone is the default, too.</summary>
    public override void Default(JsonObject body)
    {
        foreach (var item in body.Obj("spec").Items("limits").Where(item => item.Str("type") == "Container"))
        {
            Fill(item, "default", "max");
            Fill(item, "defaultRequest", "default");
            Fill(item, "defaultRequest", "min");
        }
    }

    public override void Validate(JsonObject body, JsonObject? old, FieldErrors errors)
    {
        var (seen, i) = (new HashSet<string>(), 0);
        foreach (var item in body.Obj("spec").Items("limits"))
        {
            var (at, type) = ($"spec.limits[{i++}]", item.Str("type") ?? "");
            if (type.Length == 0)
            {
                errors.Required($"{at}.type");
                continue;
            }

            if (!seen.Add(type))
            {
                errors.Duplicate($"{at}.type", type);
            }

            Shape(item, type, at, errors);
            foreach (var name in Bounds.SelectMany(bound => (item.Obj(bound) ?? []).Select(pair => pair.Key)).Distinct().Order(StringComparer.Ordinal))
            {
                Order(item, name, at, errors);
            }
        }
    }

    private static void Fill(JsonObject item, string field, string from)
    {
        foreach (var (name, value) in (item.Obj(from) ?? []).ToList())
        {
            item.Ensure(field).Default(name, value!.DeepClone());
        }
    }

    private static void Shape(JsonObject item, string type, string at, FieldErrors errors)
    {
        if (type is not ("Container" or "Pod" or "PersistentVolumeClaim"))
        {
            var wrong = Syntax.QualifiedName(type).ToList();
            errors.Invalid($"{at}.type", type, wrong);
            if (wrong.Count == 0 && !type.Contains('/', StringComparison.Ordinal))
            {
                errors.Invalid($"{at}.type", type, "must be a standard limit type or fully qualified");
            }
        }

        foreach (var (bound, resource) in Bounds.SelectMany(bound => (item.Obj(bound) ?? []).Select(pair => (bound, pair.Key))))
        {
            ResourceNameRules.Check(resource, $"{at}.{bound}[{resource}]", errors);
        }

        if (type == "Pod")
        {
            foreach (var bound in Defaults.Where(bound => item.Obj(bound) is { Count: > 0 }))
            {
                errors.Forbidden($"{at}.{bound}", "may not be specified when `type` is 'Pod'");
            }
        }

        if (type == "PersistentVolumeClaim" && item.Obj("min")?["storage"] is null && item.Obj("max")?["storage"] is null)
        {
            errors.Required(at, "either minimum or maximum storage value is required, but neither was provided");
        }
    }

    private static void Order(JsonObject item, string name, string at, FieldErrors errors)
    {
        var amounts = Bounds.Where(bound => item.Obj(bound)?[name] is not null).ToDictionary(bound => bound, bound => Amount.Of(item.Obj(bound)![name].Text()));
        void Rising(string low, string high, string blamed, string text)
        {
            if (amounts.TryGetValue(low, out var less) && amounts.TryGetValue(high, out var more) && less.Value > more.Value)
            {
                errors.Invalid($"{at}.{blamed}[{name}]", amounts[blamed].ToString(), string.Format(CultureInfo.InvariantCulture, text, less, more));
            }
        }

        Rising("min", "max", "min", "min value {0} is greater than max value {1}");
        Rising("min", "defaultRequest", "defaultRequest", "min value {0} is greater than default request value {1}");
        Rising("defaultRequest", "max", "defaultRequest", "default request value {0} is greater than max value {1}");
        Rising("defaultRequest", "default", "defaultRequest", "default request value {0} is greater than default limit value {1}");
        Rising("min", "default", "default", "min value {0} is greater than default value {1}");
        Rising("default", "max", "default", "default value {0} is greater than max value {1}");
        Ratio(amounts, name, at, errors);
    }

    private static void Ratio(Dictionary<string, Amount> amounts, string name, string at, FieldErrors errors)
    {
        if (!amounts.TryGetValue("maxLimitRequestRatio", out var ratio))
        {
            return;
        }

        var field = $"{at}.maxLimitRequestRatio[{name}]";
        if (ratio.Value < 1)
        {
            errors.Invalid(field, ratio.ToString(), $"ratio {ratio} is less than 1");
        }
        else if (amounts.TryGetValue("max", out var max) && amounts.TryGetValue("min", out var min) && min.Value > 0 && ratio.Value > max.Value / min.Value)
        {
            errors.Invalid(field, ratio.ToString(), string.Create(CultureInfo.InvariantCulture, $"ratio {ratio} is greater than max/min = {max.Value / min.Value:F6}"));
        }
    }
}
