#nullable enable

using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public class ReferenceExpression : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public static ReferenceExpression Empty = null!;
    public string Format => throw null!;
    public IReadOnlyList<string> ManifestExpressions => throw null!;
    public IReadOnlyList<string> StringFormats => throw null!;
    public IReadOnlyList<IValueProvider> ValueProviders => throw null!;
    public bool IsConditional => throw null!;
    public IValueProvider? Condition => throw null!;
    public ReferenceExpression? WhenTrue => throw null!;
    public ReferenceExpression? WhenFalse => throw null!;
    public string? MatchValue => throw null!;
    public string ValueExpression => throw null!;
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => throw null!;
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => throw null!;
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken) => throw null!;

    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount) => throw null!;
        public void AppendFormatted(string? value) => throw null!;
        public void AppendFormatted(string? value, string? format = null) => throw null!;
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null) where T : IResource, IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendLiteral(string value) => throw null!;
    }
}
