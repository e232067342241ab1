using Workshop.ClusterPage.Actions;

namespace Workshop.ClusterPage.Tests.Actions;

internal sealed class SwitchablePermit : IActionPermit
{
    public bool IsGiven { get; set; } = true;

    public Task<bool> MayActAsync() => Task.FromResult(IsGiven);
}
