using MudBlazor;
using Workshop.ClusterPage.Actions;
using Workshop.ClusterPage.Shell.Parts;

namespace Workshop.ClusterPage.Cluster.Panels;

/// <summary>Asks before an action, and says afterwards what became of it.</summary>
internal sealed class ActionDesk(IDialogService dialogs, ISnackbar messages)
{
    /// <param name="title">A question.</param>
    /// <param name="text">What will happen.</param>
    /// <param name="answer">The verb on the button.</param>
    public async Task DoAsync(string title, string text, string answer, bool isDangerous, Func<CancellationToken, Task<ActionOutcome>> act)
    {
        if (!await dialogs.ConfirmAsync(title, text, answer, isDangerous))
        {
            return;
        }

        var outcome = await act(CancellationToken.None);
        messages.Add(outcome.Message, outcome.Succeeded ? Severity.Success : Severity.Error);
    }
}
