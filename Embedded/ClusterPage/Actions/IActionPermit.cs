namespace Workshop.ClusterPage.Actions;

/// <summary>Whether the person before this page may act.</summary>
internal interface IActionPermit
{
    Task<bool> MayActAsync();
}
