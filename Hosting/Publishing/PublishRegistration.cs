#pragma warning disable ASPIREPIPELINES001, ASPIREPIPELINES002 // The pipeline's reports and state are experimental in Aspire.

using System.Reflection;
using Aspire.Hosting;
using Aspire.Hosting.Pipelines;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Workshop.Hosting.Terminal;

namespace Workshop.Hosting.Publishing;

/// <summary>What an AppHost that publishes gets: nothing secret on disk, no questions to nobody, and short lines on the terminal.</summary>
internal static class PublishRegistration
{
    // Set where Aspire's command line listens to the reports.
    private const string ListenerKey = "ASPIRE_BACKCHANNEL_PATH";
    private const string InteractivityKey = "ASPIRE_INTERACTIVITY_ENABLED";

    /// <summary>Can be called more than once.</summary>
    public static void AddPublishRun(this IDistributedApplicationBuilder builder)
    {
        var services = builder.Services;
        if (services.Any(service => service.ServiceType == typeof(StepFailures)))
        {
            return;
        }

        services.AddSingleton<StepFailures>();
        services.TryAddSingleton(TimeProvider.System);
        KeepSecretsOffDisk(services);
        // A question that nobody answers would be waited for without end: what is missing is named instead.
        builder.Configuration[InteractivityKey] ??= "false";
        if (!builder.Configuration.GetValue<bool>(LoopbackApplication.TerminalKey) || builder.AppHostAssembly != Assembly.GetEntryAssembly())
        {
            return;
        }

        services.TryAddSingleton(new AppHostProgram(builder.AppHostAssembly));
        if (builder.Configuration[ListenerKey] is null)
        {
            // Tools read a word on stderr as failure, and people read lines, not logs.
            services.AddLogging(logging => logging.ClearProviders());
            services.AddSingleton<IPipelineActivityReporter>(provider => new TerminalReporter(Console.Out, provider.GetRequiredService<StepFailures>()));
        }
    }

    private static void KeepSecretsOffDisk(IServiceCollection services)
    {
        var ofAspire = services.Last(service => service.ServiceType == typeof(IDeploymentStateManager));
        services.AddSingleton<IDeploymentStateManager>(provider => new StateWithoutParameters((IDeploymentStateManager)(
            ofAspire.ImplementationInstance
            ?? ofAspire.ImplementationFactory?.Invoke(provider)
            ?? ActivatorUtilities.CreateInstance(provider, ofAspire.ImplementationType!))));
    }
}
