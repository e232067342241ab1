using Workshop.Hosting.Validation;

namespace Workshop.Hosting.Model;

/// <summary>Why an application is not started at all.</summary>
internal sealed record Refusal(string Message, int ExitCode)
{
    private const int BadModel = 1;
    private const int BadCommandLine = 2;

    public static Refusal? Of(string? commandLineError, string? imagesError, IReadOnlyList<ModelFinding> findings) => (commandLineError, imagesError, findings) switch
    {
        ({ } error, _, _) => new(error, BadCommandLine),
        (_, { } error, _) => new(error, BadModel),
        (_, _, { Count: > 0 }) => new(Listed(findings), BadModel),
        _ => null,
    };

    private static string Listed(IReadOnlyList<ModelFinding> findings) =>
        $"The application's model has {(findings.Count == 1 ? "a mistake" : $"{findings.Count} mistakes")} (AppHost/Program.cs); nothing was started.{Environment.NewLine}{string.Join(Environment.NewLine, findings.Select(finding => $"  {finding}"))}";
}
