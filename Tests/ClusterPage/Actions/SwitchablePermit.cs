using Workshop.ClusterPage.Actions;

namespace Workshop.ClusterPage.Tests.Actions;

internal sealed class SwitchablePermit : IActionPermit
{
    public bool IsGiven { get; set; } = true;

    public int Asked { get; private set; }

    public Task<bool> MayActAsync()
    {
        Asked++;
        return Task.FromResult(IsGiven);
    }
}
