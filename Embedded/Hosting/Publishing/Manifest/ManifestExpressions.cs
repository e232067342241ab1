using System.Globalization;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Publishing.Manifest;

/// <summary>
/// The model's expressions as a manifest writes them: <c>{auth.bindings.http.url}</c>. Of what tools can fill in, only that which azd and aspirate
/// read alike; what is known now stands there as it is.
/// </summary>
internal sealed class ManifestExpressions(ApplicationModel model)
{
    public string Render(ReferenceExpression expression) => string.Concat(expression.Parts.Select(Render));

    private string Render(object part) => part switch
    {
        // Braces that are no placeholder are doubled.
        string text => text.Replace("{", "{{", StringComparison.Ordinal).Replace("}", "}}", StringComparison.Ordinal),
        ParameterResource parameter => $"{{{parameter.Name}.value}}",
        EndpointReference endpoint => Placeholder(endpoint, "url"),
        EndpointReferenceExpression { Property: EndpointProperty.Url } property => Placeholder(property.Endpoint, "url"),
        EndpointReferenceExpression { Property: EndpointProperty.Host } property => Placeholder(property.Endpoint, "host"),
        EndpointReferenceExpression { Property: EndpointProperty.Port } property => Placeholder(property.Endpoint, "port"),
        EndpointReferenceExpression { Property: EndpointProperty.HostAndPort } property => $"{Placeholder(property.Endpoint, "host")}:{Placeholder(property.Endpoint, "port")}",
        EndpointReferenceExpression { Property: EndpointProperty.TargetPort } property => Of(property.Endpoint).ListeningPort.ToString(CultureInfo.InvariantCulture),
        EndpointReferenceExpression { Property: EndpointProperty.Scheme } property => Of(property.Endpoint).Scheme,
        _ => throw new InvalidOperationException($"An expression holds a {part.GetType().Name}, for which a manifest has no word."),
    };

    private EndpointAnnotation Of(EndpointReference reference) => model.Of(reference.Resource).FindEndpoint(reference.EndpointName)!;

    private static string Placeholder(EndpointReference reference, string property) => $"{{{reference.Resource.Name}.bindings.{reference.EndpointName}.{property}}}";
}
