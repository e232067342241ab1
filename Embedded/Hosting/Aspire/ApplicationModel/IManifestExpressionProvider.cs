namespace Aspire.Hosting.ApplicationModel;

/// <summary>Can be named inside an expression.</summary>
public interface IManifestExpressionProvider
{
}
