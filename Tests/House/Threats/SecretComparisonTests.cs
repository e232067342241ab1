using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workshop.House.Tests.Threats;

/// <summary>Whoever measures how long a refusal takes learns nothing of a secret: secrets are compared in constant time, or as hashes.</summary>
public sealed partial class SecretComparisonTests
{
    private static readonly string[] Rooms = ["AppHost/", "Embedded/", "Gateway/", "Hosting/", "Labs/", "ServiceDefaults/", "Services/"];
    private static readonly HashSet<string> Comparing = new(StringComparer.Ordinal) { "Equals", "SequenceEqual", "CompareOrdinal", "Compare", "CompareTo", "StartsWith" };

    // No secret, though its name is one's.
    private static readonly HashSet<string> Known = new(StringComparer.Ordinal)
    {
        "Embedded/Cluster/Api/Requests/DuplicateFields.cs: token == JsonTokenType.StartObject", // a kind of JSON's
        "Embedded/Cluster/Registry/Selectors/LabelSelectorParser.cs: Peek() != token", // a piece of a selector
        "Embedded/ClusterPage/Login/LoginCookie.cs: token != tokens.FingerprintOf(role)", // a hash, in a cookie that only this program can have made
    };

    [Fact]
    public void No_secret_is_compared_letter_by_letter()
    {
        var found = WorkingCopy.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && Rooms.Any(room => file.StartsWith(room, StringComparison.Ordinal)))
            .SelectMany(file => ComparisonsIn(WorkingCopy.Text(file)).Select(text => $"{file}: {text}")).Where(place => !Known.Contains(place)).ToList();

        Assert.True(found.Count == 0, string.Join('\n', found));
    }

    [Theory]
    [InlineData("var a = given == settings.Token;")]
    [InlineData("var a = string.Equals(password, other.Password, System.StringComparison.Ordinal);")]
    [InlineData("var a = header.SequenceEqual(apiKey);")]
    public void A_comparison_that_tells_by_its_time_is_found(string code) => Assert.Single(ComparisonsIn(code));

    [Theory]
    [InlineData("var a = settings.Token == null || settings.Token.Length == 0 || token == \"\";")]
    [InlineData("var a = CryptographicOperations.FixedTimeEquals(token, settings.Token);")]
    public void What_tells_nothing_is_not(string code) => Assert.Empty(ComparisonsIn(code));

    private static IEnumerable<string> ComparisonsIn(string code) => CSharpSyntaxTree.ParseText(code).GetRoot().DescendantNodes().Where(node => node switch
    {
        BinaryExpressionSyntax { Left: var left, Right: var right } => (node.IsKind(SyntaxKind.EqualsExpression) || node.IsKind(SyntaxKind.NotEqualsExpression)) && (IsSecret(left) || IsSecret(right)) && !IsConstant(left) && !IsConstant(right),
        InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.Text: var name, Expression: var on } } call =>
            Comparing.Contains(name) && (IsSecret(on) || call.ArgumentList.Arguments.Any(argument => IsSecret(argument.Expression))) && !call.ArgumentList.Arguments.Any(argument => IsConstant(argument.Expression)),
        _ => false,
    }).Select(node => node.ToString());

    private static bool IsSecret(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => SecretName().IsMatch(name.Identifier.Text),
        MemberAccessExpressionSyntax member => SecretName().IsMatch(member.Name.Identifier.Text),
        _ => false,
    };

    private static bool IsConstant(ExpressionSyntax expression) => expression is LiteralExpressionSyntax || expression is PrefixUnaryExpressionSyntax;

    // token, adminToken, Password, ApiKey; not TokenKey, which names a setting
    [GeneratedRegex("(token|password|secret|apikey|passphrase)$", RegexOptions.IgnoreCase)]
    private static partial Regex SecretName();
}
