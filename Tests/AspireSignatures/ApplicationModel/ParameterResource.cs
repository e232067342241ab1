#nullable enable

namespace Aspire.Hosting.ApplicationModel;

public class ParameterResource : Resource, IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public ParameterResource(string name, Func<ParameterDefault, string> callback, bool secret = false) : base(name) => throw null!;
    public ParameterDefault? Default { get => throw null!; set => throw null!; }
    public bool Secret => throw null!;
    public bool IsConnectionString { get => throw null!; set => throw null!; }
    public string ValueExpression => throw null!;
    public string? Description { get => throw null!; set => throw null!; }
    public bool EnableDescriptionMarkdown { get => throw null!; set => throw null!; }
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext _, CancellationToken cancellationToken) => throw null!;
}
