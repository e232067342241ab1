using System.Runtime.CompilerServices;

namespace Aspire.Hosting.ApplicationModel;

/// <summary>A text with values in it that are known only when the application is translated: <c>$"redis:{port}"</c>.</summary>
public class ReferenceExpression : IExpressionValue
{
    internal ReferenceExpression(IReadOnlyList<object> parts) => Parts = parts;

    /// <summary>Literal texts (string) and values (<see cref="IValueProvider"/>), in order.</summary>
    internal IReadOnlyList<object> Parts { get; }

    public static ReferenceExpression Create(in ExpressionInterpolatedStringHandler handler) => new(handler.Parts);

    internal static ReferenceExpression Literal(string text) => new([text]);

    internal static ReferenceExpression Of(IValueProvider value) => new([value]);

    /// <summary>Lets the compiler hand over an interpolated string in parts.</summary>
    [InterpolatedStringHandler]
    public ref struct ExpressionInterpolatedStringHandler(int literalLength, int formattedCount)
    {
        internal List<object> Parts { get; } = new((formattedCount * 2) + Math.Min(literalLength, 1));

        public readonly void AppendLiteral(string value) => Parts.Add(value);

        public readonly void AppendFormatted(string? value) => Parts.Add(value ?? "");

        public readonly void AppendFormatted<T>(T valueProvider)
            where T : IValueProvider, IManifestExpressionProvider
        {
            if (valueProvider is ReferenceExpression inner)
            {
                Parts.AddRange(inner.Parts);
            }
            else
            {
                Parts.Add(valueProvider);
            }
        }

        public readonly void AppendFormatted<T>(IResourceBuilder<T> valueProvider)
            where T : IResource, IValueProvider, IManifestExpressionProvider => AppendFormatted(valueProvider.Resource);
    }
}
