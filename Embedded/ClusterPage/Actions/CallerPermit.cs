using Workshop.ClusterPage.Login;

namespace Workshop.ClusterPage.Actions;

/// <summary>Those who logged in as operators may act, as long as their session lasts.</summary>
internal sealed class CallerPermit(Caller caller) : IActionPermit
{
    public Task<bool> MayActAsync() => caller.MayOperateAsync();
}
