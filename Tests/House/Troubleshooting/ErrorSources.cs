using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Workshop.House.Tests.Troubleshooting;

/// <summary>Where the words of errors stand that a user can meet: exceptions shown without a stack, findings, and the scripts.</summary>
internal static partial class ErrorSources
{
    // Shown to a user as one line.
    private static readonly HashSet<string> Exceptions = new(StringComparer.Ordinal)
    {
        "CertificateException", "ClusterAccessException", "ClusterException", "DistributedApplicationException", "LabException", "ManifestException", "ServiceException", "ToolboxException",
    };

    // Findings that are gathered and shown together.
    private static readonly HashSet<string> Findings = new(StringComparer.Ordinal) { "ModelFinding" };
    private static readonly HashSet<string> Finders = new(StringComparer.Ordinal) { "Finding.Missing", "reader.Find", "findings.Add", "_findings.Add", "Find", "ShowAsync" };

    /// <value>Files whose sentences an exception takes from them, whole or among others: the exception itself has no words.</value>
    public static IReadOnlyList<string> Phrases { get; } =
    [
        "AppHost/Publisher.Aspire.cs", "Gateway/Routes/RouteCheck.cs", "Hosting/CommandLine/RunCommandLine.cs", "Hosting/Deploying/PushTrouble.cs", "Hosting/Running/CatalogueOfImages.cs",
        "Hosting/Running/ClosedDoors.cs", "Hosting/Running/ParameterStore.cs", "Hosting/Validation/SettingValues.cs", "ServiceDefaults/Listening/BindFailure.cs", "ServiceDefaults/Telemetry/TelemetryMistake.cs",
        "Services/Endpoints/Keys/KeyText.cs", "Services/Endpoints/Keys/KeyRing.cs",
    ];

    // Exceptions that only hand on what was said elsewhere: by others above, by kubectl, or by the library that read a value.
    private static readonly HashSet<string> HandsOn = new(StringComparer.Ordinal)
    {
        "Embedded/Toolbox/Redis/RedisOptionsBuilder.cs", "Hosting/Deploying/DeployRun.cs", "Hosting/Deploying/DeploySecrets.cs", "Hosting/Manifests/ClusterGuests.cs", "Hosting/Publishing/KustomizeSteps.cs",
        "Hosting/Publishing/PublishedParameters.cs", "Labs/Access/ToolRun.cs", "ServiceDefaults/ServiceProgram.cs", "ServiceDefaults/Settings/SettingsReader.cs", "Services/Endpoints/Keys/KeyHolder.cs",
    };

    private static readonly string[] Rooms = ["AppHost/", "Embedded/", "Gateway/", "Hosting/", "Labs/", "ServiceDefaults/", "Services/"];

    public static IReadOnlyList<string> Files { get; } = [.. WorkingCopy.Files.Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && Rooms.Any(room => file.StartsWith(room, StringComparison.Ordinal)))];

    private static readonly Dictionary<string, SyntaxNode> Roots = Files.ToDictionary(file => file, file => CSharpSyntaxTree.ParseText(WorkingCopy.Text(file), path: file).GetRoot());

    public static IEnumerable<ErrorText> All() => Files.SelectMany(InSource).Concat(InScript("workshop")).DistinctBy(text => text.Words);

    /// <summary>Exceptions without words of their own in files of which nobody said where the words come from.</summary>
    public static IEnumerable<string> Speechless() =>
        from file in Files
        from made in Roots[file].DescendantNodes().OfType<ObjectCreationExpressionSyntax>()
        where Exceptions.Contains($"{made.Type}") && !Phrases.Contains(file) && !HandsOn.Contains(file) && !Sentences(file, made).Any()
        select $"{file}: {made}";

    private static IEnumerable<ErrorText> InSource(string file)
    {
        var root = Roots[file];
        var phrases = Phrases.Contains(file) ? Sentences(file, root) : [];
        var told = root.DescendantNodes().Where(IsTelling).SelectMany(node => Sentences(file, node).Take(1));
        return phrases.Concat(told);
    }

    private static bool IsTelling(SyntaxNode node) => node switch
    {
        ObjectCreationExpressionSyntax made => Exceptions.Contains($"{made.Type}") || Findings.Contains($"{made.Type}"),
        // yield return new(workload.Name, $"…"), in a rule
        ImplicitObjectCreationExpressionSyntax { Parent: YieldStatementSyntax } => node.SyntaxTree.FilePath.StartsWith("Hosting/Validation/Rules/", StringComparison.Ordinal),
        InvocationExpressionSyntax call => Finders.Contains($"{call.Expression}"),
        _ => false,
    };

    // The outermost texts; those within a text's holes are parts of it.
    private static IEnumerable<ErrorText> Sentences(string file, SyntaxNode node) => node
        .DescendantNodes(inner => !IsText(inner))
        .Where(IsText)
        .Select(text => ErrorText.Of(file, (ExpressionSyntax)text))
        .OfType<ErrorText>();

    private static bool IsText(SyntaxNode node) =>
        node is InterpolatedStringExpressionSyntax || node.IsKind(SyntaxKind.StringLiteralExpression) || (node is BinaryExpressionSyntax sum && node.IsKind(SyntaxKind.AddExpression) && sum.DescendantNodes().Any(part => part is InterpolatedStringExpressionSyntax || part.IsKind(SyntaxKind.StringLiteralExpression)));

    // lacks "kubectl $minimum_kubectl or later (installed: $version)" …, echo "workshop: '$command' is no command. …" >&2
    private static IEnumerable<ErrorText> InScript(string script) =>
        from found in ScriptError().Matches(WorkingCopy.Text(script))
        let text = ShellHole().Replace(found.Groups["text"].Value, ErrorText.Hole)
        select new ErrorText(script, ErrorText.FirstSentence(text));

    [GeneratedRegex(@"(?:lacks ""|echo ""workshop: )(?<text>[^""\n]+)""")]
    private static partial Regex ScriptError();

    [GeneratedRegex(@"\$\([^)]*\)\)?|\$\{?\w+\}?")]
    private static partial Regex ShellHole();
}
