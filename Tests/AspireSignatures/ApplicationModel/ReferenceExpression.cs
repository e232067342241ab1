#nullable enable

using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

public class ReferenceExpression : IExpressionValue, IValueProvider, IManifestExpressionProvider
{
    public static ReferenceExpression Empty = null!;
    public string Format { get; private init; } = "";
    public IReadOnlyList<string> ManifestExpressions => throw null!;
    public IReadOnlyList<string> StringFormats => throw null!;
    public IReadOnlyList<IValueProvider> ValueProviders { get; private init; } = [];
    public bool IsConditional => throw null!;
    public IValueProvider? Condition => throw null!;
    public ReferenceExpression? WhenTrue => throw null!;
    public ReferenceExpression? WhenFalse => throw null!;
    public string? MatchValue => throw null!;
    public string ValueExpression => throw null!;
    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new() { Format = handler.Format.ToString(), ValueProviders = handler.Providers };
    public static ReferenceExpression CreateConditional(IValueProvider condition, string matchValue, ReferenceExpression whenTrue, ReferenceExpression whenFalse) => throw null!;
    public ValueTask<string> GetValueAsync(ValueProviderContext context, CancellationToken cancellationToken) => throw null!;
    public ValueTask<string> GetValueAsync(CancellationToken cancellationToken) => throw null!;

    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler
    {
        internal readonly System.Text.StringBuilder Format = new();
        internal readonly List<IValueProvider> Providers = [];

        public ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
        {
        }

        public void AppendFormatted(string? value) => throw null!;
        public void AppendFormatted(string? value, string? format = null) => throw null!;
        public void AppendFormatted<T>(T valueProvider) where T : IValueProvider, IManifestExpressionProvider
        {
            Format.Append('{').Append(Providers.Count).Append('}');
            Providers.Add(valueProvider);
        }

        public void AppendFormatted<T>(T valueProvider, string? format = null) where T : IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider) where T : IResource, IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendFormatted<T>(IResourceBuilder<T> valueProvider, string? format = null) where T : IResource, IValueProvider, IManifestExpressionProvider => throw null!;
        public void AppendLiteral(string value) => Format.Append(value);
    }
}
