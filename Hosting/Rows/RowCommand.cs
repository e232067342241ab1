using Aspire.Hosting;
using Aspire.Hosting.ApplicationModel;
using Workshop.Hosting.Kube;

namespace Workshop.Hosting.Rows;

/// <summary>A command of a row: a call of the Kubernetes API, whose refusal is its answer.</summary>
internal sealed record RowCommand(string Name, string DisplayName, string Description, string Icon, Func<ExecuteCommandContext, Task<ExecuteCommandResult>> Execute)
{
    public IReadOnlyList<InteractionInput> Arguments { get; init; } = [];

    /// <value>The question before something is lost; null: none.</value>
    public string? Question { get; init; }

    public bool IsHighlighted { get; init; }

    public Func<bool> IsPossible { get; init; } = () => true;

    public ResourceCommandAnnotation Annotation() => new(
        Name,
        DisplayName,
        _ => IsPossible() ? ResourceCommandState.Enabled : ResourceCommandState.Disabled,
        ExecuteAsync,
        Description,
        Arguments,
        Question,
        Icon,
        IconVariant.Regular,
        IsHighlighted);

    private async Task<ExecuteCommandResult> ExecuteAsync(ExecuteCommandContext context)
    {
        try
        {
            return await Execute(context);
        }
        catch (Exception e) when (e is KubernetesApiException or DistributedApplicationException)
        {
            return CommandResults.Failure(e.Message);
        }
    }
}
