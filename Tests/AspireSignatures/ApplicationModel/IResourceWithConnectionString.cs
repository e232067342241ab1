#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public interface IResourceWithConnectionString : IResource, IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    ReferenceExpression ConnectionStringExpression { get; }
    string? ConnectionStringEnvironmentVariable => throw null!;
    IEnumerable<KeyValuePair<string, ReferenceExpression>> GetConnectionProperties() => throw null!;
    ValueTask<string> GetConnectionStringAsync(CancellationToken cancellationToken = default) => throw null!;
}
