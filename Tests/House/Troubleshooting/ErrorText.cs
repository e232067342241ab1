using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workshop.House.Tests.Troubleshooting;

/// <summary>One error as its source has it: what is the same each time, with … for what is not.</summary>
/// <param name="Place">File and line.</param>
/// <param name="Words">The first sentence, up to what somebody else says: <c>State folder '…' cannot be written</c>.</param>
internal sealed partial record ErrorText(string Place, string Words)
{
    public const string Hole = "…";

    /// <returns>Null where the expression is no sentence: a name, a separator, text of somebody else's.</returns>
    public static ErrorText? Of(string file, ExpressionSyntax expression)
    {
        var sentence = FirstSentence(Whole(expression));
        var line = expression.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
        return Word().Count(sentence) >= 2 ? new ErrorText($"{file}:{line}", sentence) : null;
    }

    public static string FirstSentence(string text)
    {
        var found = Holes().Replace(text, Hole);
        return End().Match(found) is { Success: true } end ? found[..end.Index] : found.TrimEnd('.', ' ');
    }

    // $"a {b} c" + "d"
    private static string Whole(ExpressionSyntax expression) => expression switch
    {
        LiteralExpressionSyntax literal when literal.IsKind(SyntaxKind.StringLiteralExpression) => literal.Token.ValueText,
        InterpolatedStringExpressionSyntax interpolated => string.Concat(interpolated.Contents.Select(part => part is InterpolatedStringTextSyntax text ? text.TextToken.ValueText : Hole)),
        BinaryExpressionSyntax { RawKind: (int)SyntaxKind.AddExpression } sum => Whole(sum.Left) + Whole(sum.Right),
        ParenthesizedExpressionSyntax inner => Whole(inner.Expression),
        _ => Hole,
    };

    [GeneratedRegex(@"…(\s*…)*")]
    private static partial Regex Holes();

    // The end of a sentence, or what somebody else said: ": …", ". …"
    [GeneratedRegex(@"(?<=\S \S.*)(\.(\s|$)|[:;,] …(?=$|\.|\s\p{Lu})|\s*\([^()]*…|$)")]
    private static partial Regex End();

    [GeneratedRegex(@"(?<=^|\s)\p{Ll}{2,}(?=$|[\s,;:])")]
    private static partial Regex Word();
}
