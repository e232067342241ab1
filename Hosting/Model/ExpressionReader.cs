using System.Globalization;
using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>Lays a value of Aspire's flat: the texts, parameters and endpoints that it is made of. Nothing is resolved.</summary>
internal static class ExpressionReader
{
    /// <returns>The expression, or what in it has no meaning here.</returns>
    public static (TextExpression? Expression, string? Unreadable) Read(object? value)
    {
        var parts = new List<object>();
        var unreadable = Add(parts, value, format: null);
        return unreadable is null ? (new(Joined(parts)), null) : (null, unreadable);
    }

    private static string? Add(List<object> parts, object? value, string? format)
    {
        switch (value)
        {
            case null:
                return null;
            case string text:
                parts.Add(text);
                return null;
            case bool flag:
                parts.Add(flag ? "true" : "false");
                return null;
            case ParameterResource when format is not (null or "uri"):
                return $"a parameter in the format '{format}'";
            case ParameterResource parameter when format is "uri":
                parts.Add(new QuotedParameter(parameter, Quoting.Uri));
                return null;
            case ParameterResource parameter:
                parts.Add(parameter);
                return null;
            case EndpointReference endpoint:
                parts.Add(endpoint.Property(EndpointProperty.Url));
                return null;
            case EndpointReferenceExpression { Property: EndpointProperty.TlsEnabled }:
                // Pods are plain behind their Service: certificates that Aspire makes for a developer are for this machine alone.
                parts.Add(bool.FalseString);
                return null;
            case EndpointReferenceExpression property:
                parts.Add(property);
                return null;
            case ConnectionStringReference connection:
                return Add(parts, connection.Resource.ConnectionStringExpression, format);
            case ReferenceExpression expression:
                return AddExpression(parts, expression);
            case IResourceWithConnectionString resource:
                return Add(parts, resource.ConnectionStringExpression, format);
            case IResourceBuilder<IResource> builder:
                return Add(parts, builder.Resource, format);
            case IFormattable formattable when value.GetType().IsPrimitive || value is decimal or DateTime or DateTimeOffset or TimeSpan or Guid:
                parts.Add(formattable.ToString(format, CultureInfo.InvariantCulture));
                return null;
            case Uri address:
                parts.Add(address.ToString());
                return null;
            default:
                return $"a {value.GetType().Name}";
        }
    }

    private static string? AddExpression(List<object> parts, ReferenceExpression expression)
    {
        if (expression.IsConditional)
        {
            return AddCondition(parts, expression);
        }

        foreach (var (text, value, format) in ExpressionFormat.Split(expression))
        {
            if (value is null)
            {
                parts.Add(text!);
            }
            else if (Add(parts, value, format) is { } unreadable)
            {
                return unreadable;
            }
        }

        return null;
    }

    // Which of the two it is must be known now: a pod's template cannot decide.
    private static string? AddCondition(List<object> parts, ReferenceExpression expression)
    {
        var condition = new List<object>();
        if (Add(condition, expression.Condition, null) is { } unreadable)
        {
            return unreadable;
        }

        if (condition.Any(part => part is not string))
        {
            return "a condition whose outcome is known only while it runs";
        }

        var holds = string.Equals(string.Concat(condition), expression.MatchValue, StringComparison.OrdinalIgnoreCase);
        return Add(parts, holds ? expression.WhenTrue : expression.WhenFalse, null);
    }

    private static List<object> Joined(List<object> parts)
    {
        var joined = new List<object>();
        foreach (var part in parts)
        {
            if (part is string text && joined is [.., string before])
            {
                joined[^1] = before + text;
            }
            else if (part is not "" || parts.Count == 1)
            {
                joined.Add(part);
            }
        }

        return joined.Count == 0 ? [""] : joined;
    }
}
