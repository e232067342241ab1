using Aspire.Hosting.ApplicationModel;
using Aspire.Hosting.Testing;
using Microsoft.Extensions.Logging.Abstractions;
using Workshop.Hosting.Model;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>The AppHost's own Program.cs, published into a folder of the test's.</summary>
internal static class PublishedAppHost
{
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    public static async Task<ApplicationModel> Model(params string[] arguments)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments);
        return await new WorkloadReader(builder.ExecutionContext, NullLogger.Instance)
            .ReadAsync(builder.Resources, resource => resource is ProjectResource or ContainerResource, _ => false, CancellationToken.None);
    }

    /// <returns>Text by path relative to the folder.</returns>
    public static async Task<SortedDictionary<string, string>> Publish(string folder)
    {
        (await Run("--operation", "publish", "--step", "publish", "--output-path", folder)).Succeeded();
        return PublishedFiles.Read(folder);
    }

    /// <summary>The program itself, with no terminal and nothing to read.</summary>
    public static Task<CommandResult> Run(params string[] arguments) => Run([], arguments);

    public static Task<CommandResult> Run((string Name, string Value)[] variables, params string[] arguments) =>
        TestProcess.Run(Repository.ProgramOf("AppHost"), arguments, Limit, CleanEnvironment.With(variables));
}
