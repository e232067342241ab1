using MudBlazor;
using Workshop.Dashboard.Actions;
using Workshop.Dashboard.Shell.Parts;
using Workshop.Dashboard.Watching;

namespace Workshop.Dashboard.Resources;

/// <summary>What can be done to a row, each after a question, and its outcome said in a sentence.</summary>
internal sealed class ResourceCommands(IClusterActions actions, IDialogService dialogs, ISnackbar messages)
{
    public Task<bool> MayActAsync() => actions.MayActAsync();

    public async Task RestartAsync(ResourceRow row)
    {
        var text = $"The pods of '{row.Name}' are replaced by new ones, one after another, as 'kubectl rollout restart' does it. Requests go on being answered while at least one is ready.";
        if (await dialogs.ConfirmAsync($"Restart '{row.Name}'?", text, "Restart"))
        {
            Report(await actions.RestartAsync(row.Key.Name, CancellationToken.None));
        }
    }

    public async Task ScaleAsync(ResourceRow row)
    {
        var parameters = new DialogParameters<ScaleDialog> { { one => one.Name, row.Name }, { one => one.Replicas, row.Desired ?? 1 } };
        var dialog = await dialogs.ShowAsync<ScaleDialog>($"Scale '{row.Name}'", parameters);
        if (await dialog.Result is { Canceled: false, Data: int replicas })
        {
            Report(await actions.ScaleAsync(row.Key.Name, replicas, CancellationToken.None));
        }
    }

    public async Task DeletePodAsync(PodState pod)
    {
        var text = pod.Owner is null
            ? $"Nothing makes a new one: '{pod.Name.Name}' is gone then."
            : $"Its {pod.Owner.Kind} '{pod.Owner.Name}' sees one too few and makes another one.";
        if (await dialogs.ConfirmAsync($"Delete pod '{pod.Name.Name}'?", text, "Delete", isDangerous: true))
        {
            Report(await actions.DeletePodAsync(pod.Name, pod.Uid, CancellationToken.None));
        }
    }

    private void Report(ActionOutcome outcome) => messages.Add(outcome.Message, outcome.Succeeded ? Severity.Success : Severity.Error);
}
