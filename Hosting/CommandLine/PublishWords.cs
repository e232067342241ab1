using Microsoft.Extensions.Configuration;
using Workshop.Hosting.Running;

namespace Workshop.Hosting.CommandLine;

/// <summary>What Aspire's words for publishing mean together. Which steps there are is the pipeline's to say.</summary>
internal static class PublishWords
{
    private static readonly string[] OfAspire = ["--operation", "--publisher", "--step", "--output-path"];

    public static bool NeedValue(string flag) => OfAspire.Contains(flag);

    /// <returns>The one line that says what is wrong; null where all is well.</returns>
    public static string? Check(IReadOnlyList<string> arguments)
    {
        var configuration = new ConfigurationBuilder().AddCommandLine([.. arguments]).Build();
        var (operation, publisher, step) = (configuration["operation"], configuration["publisher"], configuration["step"]);
        // Aspire's command line asks for a list of the steps by "inspect".
        var isPublish = operation is "publish" or "inspect" || publisher is not null;
        var namesACluster = configuration.GetSection($"{RunSettings.Section}:Deploy").GetChildren().Any();
        return (operation, publisher, step) switch
        {
            (not (null or "run" or "publish" or "inspect"), _, _) => $"Operation '{operation}' is not known: 'run' or 'publish'. {RunCommandLine.Usage}",
            (_, not (null or "manifest"), _) => $"Publisher '{publisher}' is not known: 'manifest' is. {RunCommandLine.Usage}",
            ("run", not null, _) => $"'--publisher' and '--operation run' exclude each other. {RunCommandLine.Usage}",
            (not ("publish" or "inspect"), null, not null) => $"'--step' belongs to '--operation publish'. {RunCommandLine.Usage}",
            _ when !isPublish && configuration["output-path"] is not null => $"'--output-path' belongs to publishing. {RunCommandLine.Usage}",
            _ when namesACluster && step is not ("deploy" or "destroy") => $"'--overlay', '--context' and '--registry' belong to the steps 'deploy' and 'destroy'. {RunCommandLine.Usage}",
            _ => null,
        };
    }
}
