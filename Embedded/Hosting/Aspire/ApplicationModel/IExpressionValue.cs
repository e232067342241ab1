namespace Aspire.Hosting.ApplicationModel;

/// <summary>A value that expressions may hold.</summary>
public interface IExpressionValue : IValueProvider, IManifestExpressionProvider
{
}
