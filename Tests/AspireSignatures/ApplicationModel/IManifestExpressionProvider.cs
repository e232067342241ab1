#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public interface IManifestExpressionProvider
{
    string ValueExpression => throw null!;
}
