using Aspire.Hosting.Testing;
using Microsoft.Extensions.Configuration;
using Workshop.Hosting.CommandLine;
using Workshop.Hosting.Model;
using Workshop.Hosting.Publishing;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>The AppHost's own Program.cs, published into a folder of the test's.</summary>
internal static class PublishedAppHost
{
    public static async Task<ApplicationModel> Model(params string[] arguments)
    {
        await using var builder = await DistributedApplicationTestingBuilder.CreateAsync<Projects.AppHost>(arguments);
        return ApplicationModel.Read(builder.Resources);
    }

    /// <returns>Text by path relative to the folder.</returns>
    public static async Task<SortedDictionary<string, string>> Publish(string folder)
    {
        var model = await Model("--operation", "publish");
        await new PublishRun(model, new PublishOptions(PublishStep.Publish, folder), new ConfigurationBuilder().Build(), Repository.PathOf("AppHost")).RunAsync(CancellationToken.None);
        return Read(folder);
    }

    public static SortedDictionary<string, string> Read(string folder) => new(
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).ToDictionary(file => Path.GetRelativePath(folder, file).Replace('\\', '/'), File.ReadAllText),
        StringComparer.Ordinal);
}
