using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Translation;

/// <summary>Turns the model's expressions into text.</summary>
internal sealed class Expressions(ServicePorts ports, TranslationTarget target)
{
    public static IEnumerable<ParameterResource> SecretsIn(TextExpression expression) =>
        expression.Parameters.Where(parameter => parameter.Secret);

    /// <param name="secret">What stands in the text for a secret parameter, quoted in that way.</param>
    /// <param name="literal">Escapes literal text, if the place where it goes asks for that.</param>
    public string Render(TextExpression expression, Func<ParameterResource, Quoting, string> secret, Func<string, string> literal) =>
        string.Concat(expression.Parts.Select(part => part switch
        {
            string text => literal(text),
            ParameterResource { Secret: true } parameter => secret(parameter, Quoting.None),
            ParameterResource parameter => literal(ValueOf(parameter)),
            QuotedParameter { Parameter: { Secret: true } parameter, Quoting: var quoting } => secret(parameter, quoting),
            QuotedParameter { Parameter: var parameter, Quoting: var quoting } => literal(QuotedParameter.Quote(ValueOf(parameter), quoting)),
            EndpointReferenceExpression property => PropertyOf(property.Endpoint, property.Property),
            _ => throw new InvalidOperationException($"An expression holds a {part.GetType().Name}, which has no value here."),
        }));

    public string ValueOf(ParameterResource parameter) => target.ParameterValues.TryGetValue(parameter.Name, out var value)
        ? value
        : throw new InvalidOperationException($"Parameter '{parameter.Name}' was given no value.");

    private string PropertyOf(EndpointReference reference, EndpointProperty property)
    {
        var (endpoint, port) = ports.Of(reference);
        var host = target.HostOf(reference.Resource);
        return property switch
        {
            EndpointProperty.Url => new ServicePort(endpoint, port).Url(host),
            EndpointProperty.Host => host,
            EndpointProperty.Port => port.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.Scheme => endpoint.Scheme,
            EndpointProperty.TargetPort => endpoint.ListeningPort.ToString(CultureInfo.InvariantCulture),
            EndpointProperty.HostAndPort => string.Create(CultureInfo.InvariantCulture, $"{host}:{port}"),
            _ => throw new InvalidOperationException($"Endpoints have no property {property}."),
        };
    }
}
