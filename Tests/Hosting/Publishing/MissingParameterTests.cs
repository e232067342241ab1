#pragma warning disable ASPIREPIPELINES001 // The pipeline's reports are experimental in Aspire.

using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.DependencyInjection;
using Workshop.Hosting.Publishing;
using Workshop.Hosting.Terminal;
using Workshop.Hosting.Tests.Models;

namespace Workshop.Hosting.Tests.Publishing;

/// <summary>A parameter that nobody gave a value: named at once, and never asked for where nobody answers.</summary>
public class MissingParameterTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    [Theory]
    [InlineData("publish")]
    [InlineData("deploy")]
    public async Task A_step_that_needs_it_fails_with_its_name_and_how_to_set_it(string step)
    {
        using var folder = new TemporaryFolder();
        var builder = DistributedApplication.CreateBuilder(new DistributedApplicationOptions
        {
            Args = ["--operation", "publish", "--step", step, "--output-path", folder.Path],
            DisableDashboard = true,
            AllowUnsecuredTransport = true,
        });
        builder.AddKustomizeEnvironment("workshop");
        builder.AddProject<SomeProject>("hello", launchProfileName: null).WithEnvironment("GREETING", builder.AddParameter("must-ask"));
        builder.Services.AddSingleton<IPipelineActivityReporter>(services => new TerminalReporter(TextWriter.Null, services.GetRequiredService<StepFailures>()));
        using var application = builder.Build();
        using var run = new PublishRun(application);

        var code = await run.RunAsync().WaitAsync(Limit);

        Assert.Equal(1, code);
        Assert.StartsWith("Parameter 'must-ask' has no value. Set Parameters__must_ask", Assert.Single(application.Services.GetRequiredService<StepFailures>().Lines), StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFileSystemEntries(folder.Path));
    }
}
