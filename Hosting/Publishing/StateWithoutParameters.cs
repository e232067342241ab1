#pragma warning disable ASPIREPIPELINES002 // The pipeline's state is experimental in Aspire.

using Aspire.Hosting.Pipelines;

namespace Workshop.Hosting.Publishing;

/// <summary>
/// Aspire's state of deployments (<c>~/.aspire/deployments</c>) but for parameters: it would keep each value, secrets too, as plain text in a file that all can read.
/// What a cluster was given stays in the cluster's Secrets, which deploy reads.
/// </summary>
internal sealed class StateWithoutParameters(IDeploymentStateManager state) : IDeploymentStateManager
{
    private const string Parameters = "Parameters";

    public string? StateFilePath => state.StateFilePath;

    public Task<DeploymentStateSection> AcquireSectionAsync(string sectionName, CancellationToken cancellationToken = default) => state.AcquireSectionAsync(sectionName, cancellationToken);

    public Task<DeploymentStateSection> AcquireCurrentSectionAsync(string sectionName, CancellationToken cancellationToken = default) => state.AcquireCurrentSectionAsync(sectionName, cancellationToken);

    public Task SaveSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default) =>
        IsOfParameters(section.SectionName) ? Task.CompletedTask : state.SaveSectionAsync(section, cancellationToken);

    public Task DeleteSectionAsync(DeploymentStateSection section, CancellationToken cancellationToken = default) => state.DeleteSectionAsync(section, cancellationToken);

    public Task ClearAllStateAsync(CancellationToken cancellationToken = default) => state.ClearAllStateAsync(cancellationToken);

    private static bool IsOfParameters(string section) => section == Parameters || section.StartsWith($"{Parameters}:", StringComparison.OrdinalIgnoreCase);
}
