using System.Text;
using System.Text.RegularExpressions;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Running;

/// <summary>
/// Values as they are: Aspire's orchestrator evaluates what stands in double braces, wherever it came from. Aspire's own templates, by which it learns an instance's
/// name and ports, stay.
/// </summary>
internal static partial class LiteralValue
{
    public static object Of(object value) => value switch
    {
        string text when !OfAspire().IsMatch(text) => Escape(text),
        ParameterResource parameter => new Escaped(parameter),
        ReferenceExpression expression => Of(expression),
        ConnectionStringReference { Optional: false } connection => Of(connection.Resource.ConnectionStringExpression),
        IResourceWithConnectionString resource => Of(resource.ConnectionStringExpression),
        _ => value,
    };

    private static ReferenceExpression Of(ReferenceExpression expression)
    {
        if (expression is { IsConditional: true, Condition: { } condition, MatchValue: { } match, WhenTrue: { } whenTrue, WhenFalse: { } whenFalse })
        {
            return ReferenceExpression.CreateConditional(condition, match, Of(whenTrue), Of(whenFalse));
        }

        var builder = new ReferenceExpressionBuilder();
        var literal = new StringBuilder();
        foreach (var (text, value, format) in ExpressionFormat.Split(expression))
        {
            if (value is null)
            {
                literal.Append(text);
                continue;
            }

            AppendText(builder, literal);
            Append(builder, value, format);
        }

        AppendText(builder, literal);
        return builder.Build();
    }

    private static void AppendText(ReferenceExpressionBuilder builder, StringBuilder literal)
    {
        if (literal.Length > 0)
        {
            // The builder takes a piece of a format, not a text.
            builder.AppendLiteral(Escape(literal.ToString()).Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal));
            literal.Clear();
        }
    }

    private static void Append(ReferenceExpressionBuilder builder, IValueProvider provider, string? format)
    {
        switch (Of(provider))
        {
            case ReferenceExpression expression:
                builder.AppendFormatted(expression);
                break;
            case Escaped escaped:
                builder.AppendFormatted(escaped, format);
                break;
            default:
                builder.AppendFormatted(new Passed(provider), format);
                break;
        }
    }

    private static string Escape(string text) => text.Replace("{{", "{{\"{{\"}}", StringComparison.Ordinal);

    [GeneratedRegex(@"\{\{- ?(portForServing|index \.Annotations) ")]
    private static partial Regex OfAspire();

    private sealed record Escaped(ParameterResource Parameter) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => Parameter.ValueExpression;

        public async ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) =>
            await Parameter.GetValueAsync(cancellationToken) is { } value ? Escape(value) : null;
    }

    private sealed record Passed(IValueProvider Provider) : IValueProvider, IManifestExpressionProvider
    {
        public string ValueExpression => (Provider as IManifestExpressionProvider)?.ValueExpression ?? "";

        public ValueTask<string?> GetValueAsync(CancellationToken cancellationToken = default) => Provider.GetValueAsync(cancellationToken);

        public ValueTask<string?> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken = default) => Provider.GetValueAsync(context, cancellationToken);
    }
}
