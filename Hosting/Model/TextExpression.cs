using Aspire.Hosting.ApplicationModel;

namespace Workshop.Hosting.Model;

/// <summary>
/// A text with values in it that are known only when the model is translated: Aspire's expressions, laid flat. Its parts are texts (string),
/// parameters (<see cref="ParameterResource"/>, <see cref="QuotedParameter"/>) and properties of endpoints (<see cref="EndpointReferenceExpression"/>), in their order.
/// </summary>
internal sealed record TextExpression(IReadOnlyList<object> Parts)
{
    public IEnumerable<ParameterResource> Parameters => Parts.Select(part => part as ParameterResource ?? (part as QuotedParameter)?.Parameter).OfType<ParameterResource>();

    public IEnumerable<EndpointReference> Endpoints => Parts.OfType<EndpointReferenceExpression>().Select(part => part.Endpoint);

    /// <summary>The secret parameter that is all of it; null where it is more, or something else.</summary>
    public ParameterResource? OnlySecret => Parts is [ParameterResource { Secret: true } only] ? only : null;

    public static TextExpression Literal(string text) => new([text]);
}
