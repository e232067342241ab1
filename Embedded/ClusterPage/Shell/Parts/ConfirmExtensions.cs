using MudBlazor;

namespace Workshop.ClusterPage.Shell.Parts;

internal static class ConfirmExtensions
{
    /// <summary>Asks before an action.</summary>
    /// <param name="dialogs">Where to ask.</param>
    /// <param name="title">A question, such as <c>Restart 'hello'?</c></param>
    /// <param name="text">What will happen.</param>
    /// <param name="answer">The verb on the button.</param>
    /// <param name="isDangerous">Something ends, or cannot be taken back.</param>
    public static async Task<bool> ConfirmAsync(this IDialogService dialogs, string title, string text, string answer, bool isDangerous = false)
    {
        var parameters = new DialogParameters<ConfirmDialog> { { one => one.Text, text }, { one => one.Answer, answer }, { one => one.IsDangerous, isDangerous } };
        var dialog = await dialogs.ShowAsync<ConfirmDialog>(title, parameters);
        return await dialog.Result is { Canceled: false };
    }
}
