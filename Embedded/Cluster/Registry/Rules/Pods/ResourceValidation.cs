using System.Text.Json.Nodes;
using Workshop.Cluster.Objects;
using Workshop.Cluster.Registry.Quotas;

namespace Workshop.Cluster.Registry.Rules.Pods;

/// <summary>What Kubernetes demands of what a container asks for, and is limited to.</summary>
internal static class ResourceValidation
{
    public static void Validate(JsonObject? resources, string at, FieldErrors errors)
    {
        var (limits, requests) = (resources.Obj("limits") ?? [], resources.Obj("requests") ?? []);
        foreach (var (name, amount) in limits)
        {
            Amount(name, amount.Text(), $"{at}.limits[{name}]", errors);
        }

        foreach (var (name, amount) in requests)
        {
            Amount(name, amount.Text(), $"{at}.requests[{name}]", errors);
            Against(name, amount.Text(), limits[name]?.Text(), at, errors);
        }

        var names = limits.Concat(requests).Select(pair => pair.Key).ToHashSet();
        if (names.Any(QuotaResources.IsPages) && !names.Contains("cpu") && !names.Contains("memory"))
        {
            errors.Forbidden(at, "HugePages require cpu or memory");
        }
    }

    /// <summary>What a pod's sandbox costs, which its class says.</summary>
    public static void Overhead(JsonObject? overhead, string at, FieldErrors errors) =>
        Validate(overhead is null ? null : new JsonObject { ["limits"] = overhead.DeepClone() }, at, errors);

    private static void Amount(string name, string amount, string field, FieldErrors errors)
    {
        Name(name, field, errors);
        if (ResourceAmount.Of(amount) < 0)
        {
            errors.Invalid(field, amount, "must be greater than or equal to 0");
        }

        if (IsExtended(name) && ResourceAmount.IsFraction(amount))
        {
            errors.Invalid(field, new GoExpression(amount), "must be an integer");
        }

        if (QuotaResources.IsPages(name) && !IsWholePages(name[QuotaResources.PagesPrefix.Length..], amount))
        {
            errors.Invalid(field, amount, $"{amount} is not positive integer multiple of {name}");
        }
    }

    private static void Name(string name, string field, FieldErrors errors)
    {
        if (Syntax.QualifiedName(name).ToList() is { Count: > 0 } wrong)
        {
            errors.Invalid(field, new GoExpression(name), wrong);
        }
        else if (!name.Contains('/', StringComparison.Ordinal))
        {
            if (!QuotaResources.IsStandard(name))
            {
                errors.Invalid(field, new GoExpression(name), "must be a standard resource type or fully qualified");
            }

            if (name is not ("cpu" or "memory" or "ephemeral-storage") && !QuotaResources.IsPages(name))
            {
                errors.Invalid(field, new GoExpression(name), "must be a standard resource for containers");
            }
        }
        else if (!IsNative(name) && !IsExtended(name))
        {
            errors.Invalid(field, new GoExpression(name), "doesn't follow extended resource name standard");
        }
    }

    // Only what can be shared out anew at any time may be promised more often than it is there.
    private static void Against(string name, string request, string? limit, string at, FieldErrors errors)
    {
        var mayOvercommit = IsNative(name) && !QuotaResources.IsPages(name);
        if (limit is null)
        {
            if (!mayOvercommit)
            {
                errors.Required($"{at}.limits", "Limit must be set for non overcommitable resources");
            }
        }
        else if (!mayOvercommit && ResourceAmount.Of(request) != ResourceAmount.Of(limit))
        {
            errors.Invalid($"{at}.requests", request, $"must be equal to {name} limit of {limit}");
        }
        else if (ResourceAmount.Of(request) > ResourceAmount.Of(limit))
        {
            errors.Invalid($"{at}.requests", request, $"must be less than or equal to {name} limit of {limit}");
        }
    }

    // What stands in a name is anybody's text: 2Mi, 0, pages.
    private static bool IsWholePages(string size, string amount)
    {
        try
        {
            var page = QuantityText.Read(size).ToDecimal();
            return page > 0 && page == decimal.Truncate(page) && ResourceAmount.Of(amount) % page == 0;
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private static bool IsNative(string name) => !name.Contains('/', StringComparison.Ordinal) || name.Contains("kubernetes.io/", StringComparison.Ordinal);

    private static bool IsExtended(string name) =>
        !IsNative(name) && !name.StartsWith("requests.", StringComparison.Ordinal) && !Syntax.QualifiedName($"requests.{name}").Any();
}
