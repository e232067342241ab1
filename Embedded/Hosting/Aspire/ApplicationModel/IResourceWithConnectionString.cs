namespace Aspire.Hosting.ApplicationModel;

/// <summary>Is reached by a connection string.</summary>
public interface IResourceWithConnectionString : IResource, IExpressionValue
{
    ReferenceExpression ConnectionStringExpression { get; }
}
